"""Modules that cost memory and are rarely needed: loaded when something of them is first used."""

from importlib import import_module
from types import ModuleType
from typing import Any


class Later(ModuleType):
    """Stands in for a module until something is asked of it.

    The standard library's LazyLoader is not used: before Python 3.11.9 two threads that ask for
    the first time together can get a half loaded module, and it loads the parent at once.
    """

    def __getattr__(self, name: str) -> Any:
        return getattr(import_module(self.__name__), name)


def later(module: str) -> Any:
    """The module of this name; belongs to the imports at the head of a file."""
    return Later(module)
