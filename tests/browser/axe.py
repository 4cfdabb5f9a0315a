"""The accessibility check axe in an open page, in light and in dark."""

from pathlib import Path

import axe_playwright_python
from playwright.sync_api import BrowserContext, Page

SOURCE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
BY_COLOUR = ["color-contrast", "link-in-text-block"]
ASK = """async (only) => {
  const found = await axe.run(document, {runOnly: only, resultTypes: ["violations"]});
  return found.violations.flatMap(({id, help, nodes}) =>
    nodes.map(({html, failureSummary}) => `${id} (${help}): ${html} ${failureSummary}`));
}"""


def bring_axe(context: BrowserContext) -> None:
    """Every page opened from now on carries axe, past the page's own policy."""
    context.add_init_script(path=SOURCE)


def faults_of(page: Page) -> list[str]:
    """What breaks a rule of WCAG 2.1 A or AA; the structure is the same in light and dark."""
    page.emulate_media(color_scheme="light")
    found: list[str] = page.evaluate(ASK, {"type": "tag", "values": RULES})
    page.emulate_media(color_scheme="dark")
    dark: list[str] = page.evaluate(ASK, {"type": "rule", "values": BY_COLOUR})
    return found + [f"in dark: {fault}" for fault in dark]
