"""The parts a view is put together from do not take each other's methods away by accident."""

import inspect

from flask import Flask

from tests.lists import views_of


def test_a_part_that_answers_in_place_of_another_asks_it_too(shared_app: Flask) -> None:
    taken = set()
    for view in views_of(shared_app):
        parts = [part for part in type(view).__mro__ if part.__module__.startswith("admin_views")]
        for place, part in enumerate(parts):
            for name, method in vars(part).items():
                is_private = name.startswith("_") and not name.startswith("__")
                is_again = any(name in vars(other) for other in parts[place + 1 :])
                if not (is_private and is_again and inspect.isfunction(method)):
                    continue
                if f"super().{name}(" not in inspect.getsource(method):
                    taken.add((part.__name__, name))
    assert taken == set()


def test_a_view_with_words_of_its_own_for_cells_is_asked_for_them(shared_app: Flask) -> None:
    """Columns that it does not name are drawn from their value alone."""
    for view in views_of(shared_app):
        for part in type(view).__mro__:
            if part.__module__ == "admin_views.listing":
                break
            if {"cell", "cell_text", "tone"} & set(vars(part)):
                assert view.says_more is None or view.says_more, f"{part.__name__} names no column"
