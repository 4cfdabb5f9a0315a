"""The accessibility check axe in an open page, in light and in dark."""

from pathlib import Path
from typing import Any

import axe_playwright_python
from playwright.sync_api import Page

SOURCE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
BY_COLOUR = ["color-contrast", "link-in-text-block"]
ASK = """async ([nodes, options]) => {
  const found = await axe.run(nodes ?? document, {resultTypes: ["violations"], ...options});
  return found.violations.flatMap(({id, help, nodes}) =>
    nodes.map(({html, failureSummary}) => `${id} (${help}): ${html} ${failureSummary}`));
}"""
# Everything that shows a text, by its looks and those of all around it. Of two that are alike in
# all of this one is asked: what can be read in one can be read in the other.
ALIKE = """(known) => {
  const looks = new Map();
  const code = (text) => {  // 53 bits of it
    let [left, right] = [0xdeadbeef, 0x41c6ce57];
    for (const sign of text) {
      left = Math.imul(left ^ sign.codePointAt(0), 0x9e3779b1);
      right = Math.imul(right ^ sign.codePointAt(0), 0x5f356495);
    }
    return (left >>> 0) * 0x200000 + (right >>> 11);
  };
  const look = (one) => {
    if (!one) return 0;
    if (!looks.has(one)) {
      const style = getComputedStyle(one);
      looks.set(one, code([
        look(one.parentElement), one.tagName, one.className.baseVal ?? one.className,
        style.color, style.backgroundColor, style.backgroundImage,
        style.opacity, style.fontSize, style.fontWeight,
        style.textDecorationLine, style.visibility, style.position,
      ].join()));
    }
    return looks.get(one);
  };
  const says = (one) => one.matches("input, select, textarea")
    || [...one.childNodes].some((part) => part.nodeType === Node.TEXT_NODE && part.data.trim());
  const seen = new Set(known), fresh = new Map();
  for (const one of document.body.querySelectorAll("*")) {
    if (!says(one) || !one.checkVisibility()) continue;
    const mark = look(one);
    if (!seen.has(mark) && !fresh.has(mark)) fresh.set(mark, one);
  }
  window.fresh = {include: [...fresh.values()]};
  return [...fresh.keys()];
}"""
READY = "async () => { await document.fonts.ready; return 'axe' in window; }"

_readable: set[int] = set()  # looks in which every text was found readable


def faults_of(page: Page) -> list[str]:
    """What breaks a rule of WCAG 2.1 A or AA; the structure is the same in light and dark."""
    page.wait_for_load_state()
    if not page.evaluate(READY):
        page.evaluate(SOURCE)
    rest = {rule: {"enabled": False} for rule in BY_COLOUR}
    structure = {"runOnly": {"type": "tag", "values": RULES}, "rules": rest}
    found: list[str] = page.evaluate(ASK, [None, structure])
    for scheme in ("dark", "light"):
        page.emulate_media(color_scheme=scheme)
        found += [f"in {scheme}: {fault}" for fault in _unreadable(page)]
    return found


def _unreadable(page: Page) -> list[str]:
    looks: list[int] = page.evaluate(ALIKE, list(_readable))
    if not looks:
        return []
    colours: dict[str, Any] = {"runOnly": {"type": "rule", "values": BY_COLOUR}}
    found: list[str] = page.evaluate(f"(options) => ({ASK})([window.fresh, options])", colours)
    if not found:
        _readable.update(looks)
    return found
