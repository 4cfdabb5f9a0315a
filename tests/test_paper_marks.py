"""Which document a scanned page belongs to, told by its codes alone."""

import pytest

from models.rules.paper_marks import NoMark, PageMark, PaperMark, Run, mark_of, runs_of

DIGEST = "0123456789abcdef" * 2
ONE, TWO = PaperMark("GP-2026-000001", DIGEST), PaperMark("ZV-2026-000002-N1", DIGEST)
NOTHING, FOREIGN = NoMark.NOTHING, NoMark.FOREIGN


@pytest.mark.parametrize(
    ("codes", "mark"),
    [
        ([f"SIM:GP-2026-000001:{DIGEST}"], ONE),
        ([f"SIM:ZV-2026-000002-N1:{DIGEST}"], TWO),
        ([f"SIM:GP-2026-000001:{DIGEST}", "https://example.org"], ONE),  # a sticker beside ours
        ([], NOTHING),
        (["https://example.org"], FOREIGN),
        ([f"SIM:GP-2026-000001:{DIGEST}", f"SIM:ZV-2026-000002-N1:{DIGEST}"], NoMark.SEVERAL),
        ([f"SIM:GP-2026-000001:{DIGEST} OR 1=1"], FOREIGN),
        (["SIM:GP-2026-000001:kurz"], FOREIGN),
    ],
)
def test_a_page_says_by_its_codes_whose_it_is(codes: list[str], mark: PageMark) -> None:
    assert mark_of(codes) == mark


@pytest.mark.parametrize(
    ("pages", "runs"),
    [
        ([ONE, ONE, TWO], [Run(ONE, (0, 1)), Run(TWO, (2,))]),
        ([ONE, NOTHING, TWO], [Run(ONE, (0, 1)), Run(TWO, (2,))]),  # a second page without code
        ([NOTHING, ONE], [Run(NOTHING, (0,)), Run(ONE, (1,))]),
        ([ONE, FOREIGN, NOTHING], [Run(ONE, (0,)), Run(FOREIGN, (1,)), Run(NOTHING, (2,))]),
        ([], []),
    ],
)
def test_pages_of_one_paper_stay_together(pages: list[PageMark], runs: list[Run]) -> None:
    assert runs_of(pages) == runs
