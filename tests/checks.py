"""What every page keeps: named, structured and labelled, and nothing the policy forbids."""

import re
from collections import Counter
from collections.abc import Callable

from lxml import html

from tests.pages import Page

FORBIDDEN = re.compile(
    r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)|javascript:|(src|action)=\"(https?:)?//"
)
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls", "headers", "list")
TYPED = "//input[not(@type='hidden')] | //select | //textarea"
Check = Callable[[Page], list[str]]


def names_itself(page: Page) -> list[str]:
    heads = page.tree.xpath("//h1[normalize-space()]")
    parts = [page.tree.get("lang") == "de", len(heads) == 1, len(page.tree.xpath("//main")) == 1]
    return [] if all(parts) else [f"language, h1, main: {parts}"]


def has_each_id_once(page: Page) -> list[str]:
    ids = Counter(page.tree.xpath("//@id"))
    return [f"twice: {name}" for name, count in ids.items() if count > 1]


def points_to_what_is_there(page: Page) -> list[str]:
    ids = set(page.tree.xpath("//@id"))
    wanted = [
        (name, key)
        for name in REFERENCES
        for value in page.tree.xpath(f"//@{name}")
        for key in value.split()
    ]
    wanted += [("href", link[1:]) for link in page.tree.xpath("//a/@href") if link.startswith("#")]
    return [f"{name} leads nowhere: {key}" for name, key in wanted if key not in ids]


def labels_each_field(page: Page) -> list[str]:
    labelled = set(page.tree.xpath("//label[normalize-space()]/@for"))
    return [
        f"no label: {field.get('name')}"
        for field in page.tree.xpath(TYPED)
        if field.get("id") not in labelled
        and not field.xpath("ancestor::label[normalize-space()]")
        and not (field.get("aria-label") or "").strip()
    ]


def words_each_link(page: Page) -> list[str]:
    silent = page.tree.xpath("(//a | //button | //summary | //legend)[not(normalize-space())]")
    return [
        f"says nothing: {html.tostring(item)[:80]!r}"
        for item in silent
        if not item.get("aria-label")
    ]


def steps_down_heading_by_heading(page: Page) -> list[str]:
    levels = [
        int(head.tag[1])
        for head in page.tree.xpath("//main//*[self::h1 or self::h2 or self::h3 or self::h4]")
    ]
    jumps = [pair for pair in zip(levels, levels[1:], strict=False) if pair[1] > pair[0] + 1]
    return [f"headings jump: {jumps}"] if jumps or levels[:1] != [1] else []


def says_what_each_head_is_for(page: Page) -> list[str]:
    loose = page.tree.xpath("//th[not(@scope)] | //table[not(.//thead//th)]")
    return [f"no scope: {head.text_content()[:40]}" for head in loose]


def leaves_the_order_of_focus_alone(page: Page) -> list[str]:
    ranks = [rank for rank in page.tree.xpath("//@tabindex") if int(rank) > 0]
    return [f"tabindex {ranks}"] if ranks or page.tree.xpath("//@accesskey") else []


def marks_where_one_is_once(page: Page) -> list[str]:
    counts = [len(nav.xpath(".//a[@aria-current='page']")) for nav in page.tree.xpath("//nav")]
    return [f"aria-current: {counts}"] if [count for count in counts if count > 1] else []


CHECKS: tuple[Check, ...] = (
    names_itself, has_each_id_once, points_to_what_is_there, labels_each_field, words_each_link,
    steps_down_heading_by_heading, says_what_each_head_is_for, leaves_the_order_of_focus_alone,
    marks_where_one_is_once,
)  # fmt: skip


def forbidden_in(page: Page) -> list[str]:
    text = html.tostring(page.tree, encoding="unicode")
    return [found.group() for found in FORBIDDEN.finditer(text)]


def faults_of(page: Page) -> list[str]:
    """What the page breaks of all this."""
    return [fault for check in CHECKS for fault in check(page)] + forbidden_in(page)
