"""Small screens, large letters, wide spacing: what is lost of an open page."""

from playwright.sync_api import Page

# Texts that are cut off, where nobody can scroll to the rest; "…" in a state's tag has its title.
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const look = getComputedStyle(one);
  const hides = [look.overflowX, look.overflowY].some((way) => ["hidden", "clip"].includes(way));
  const isMeant = one.closest(".vh, svg, select, [hidden]") || one.matches("input, textarea");
  const box = one.getBoundingClientRect();
  if (!hides || isMeant || box.width <= 1 || !one.textContent.trim()) return false;
  return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map((one) => one.outerHTML.slice(0, 120))"""
# How far the page reaches beyond the screen.
SPARE = "document.documentElement.scrollWidth - window.innerWidth"
# WCAG 1.4.12: line height, space after paragraphs, between letters and between words.
SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
# Targets below 24 by 24 pixels whose circle of that size meets another one (WCAG 2.2, 2.5.8).
SMALL = """() => {
  const kinds = "a, button, summary, select, input:not([type=hidden]), textarea";
  const all = [...document.querySelectorAll(kinds)]
    .map((one) => one.matches(".vh, label input") ? one.closest("label") ?? one : one)
    .filter((one) => !one.closest(".vh, p, dd") && one.checkVisibility())
    .map((one) => [one, one.getBoundingClientRect()])
    .filter(([, box]) => box.width > 1 && box.height > 1);
  const near = ([one, a], [other, b]) => {
    if (one === other || one.contains(other) || other.contains(one)) return false;
    const [x, y] = [a.left + a.width / 2, a.top + a.height / 2];
    const across = Math.max(b.left - x, 0, x - b.right);
    return Math.hypot(across, Math.max(b.top - y, 0, y - b.bottom)) < 12;
  };
  return all.filter(([, box]) => box.width < 23.5 || box.height < 23.5)
    .filter((one) => all.some((other) => near(one, other)))
    .map(([one]) => one.outerHTML.slice(0, 120));
}"""
SETTLED = """() => new Promise((done) => {
  requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done)));
})"""
MOVING = """() => [...document.querySelectorAll("body *")].filter((one) => {
  const look = getComputedStyle(one);
  const lasts = (text) => text.split(",").some((part) => parseFloat(part) > 0.01);
  return lasts(look.transitionDuration) || lasts(look.animationDuration);
}).map((one) => one.outerHTML.slice(0, 120))"""


def losses(page: Page) -> list[str]:
    page.evaluate(SETTLED)
    spare = page.evaluate(SPARE)
    cut: list[str] = page.evaluate(CUT)
    return cut + ([f"{spare} pixels too wide"] if spare > 0 else [])


def lost_on_the_way(page: Page) -> list[tuple[str, str]]:
    """From 200 % zoom to a phone, letters wide apart; the page is left as it was found."""
    faults = []
    page.set_viewport_size({"width": 700, "height": 475})  # 1400 by 950 at 200 % zoom
    faults += [("at 200 %", loss) for loss in losses(page)]
    page.set_viewport_size({"width": 320, "height": 640})
    faults += [("at 320 px", loss) for loss in losses(page)]
    faults += [("small target", target) for target in page.evaluate(SMALL)]
    page.evaluate(SPACED)
    faults += [("spaced at 320 px", loss) for loss in losses(page)]
    page.set_viewport_size({"width": 1400, "height": 900})
    faults += [("spaced at 1400 px", loss) for loss in losses(page)]
    page.evaluate("document.adoptedStyleSheets = []")
    return faults
