"""Columns of a list in an order of one's own."""

from collections.abc import Sequence
from itertools import pairwise

NARROWEST, WIDEST = 40, 1000  # pixels of a column


def in_order(names: Sequence[str], wish: Sequence[str]) -> list[str]:
    """All names as wished. The first stays first: it names the record. What the wish does not

    name stands behind the one that it usually follows.
    """
    rest = set(names[1:])
    placed = [*names[:1], *(name for name in dict.fromkeys(wish) if name in rest)]
    for before, name in pairwise(names):
        if name not in placed:
            placed.insert(placed.index(before) + 1, name)
    return placed
