"""Electronic addresses as people type them: what can be one, and what a link may lead to."""

import re

_MAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;.]+")
_SCHEME = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_SITE = re.compile(r"https?://[^\s<>\"]+\.[^\s<>\"]+", re.IGNORECASE)


def is_mail(text: str) -> bool:
    return _MAIL.fullmatch(text.strip()) is not None


def same_mail(first: str | None, second: str | None) -> bool:
    """Whether both reach the same box; capitals make no difference."""
    return bool(first) and (first or "").strip().casefold() == (second or "").strip().casefold()


def web_address(text: str) -> str:
    """With the scheme that is left out in speech: haan.de becomes https://haan.de."""
    plain = text.strip()
    return plain if _SCHEME.match(plain) or not plain else f"https://{plain}"


def is_web_address(text: str) -> bool:
    """What a link may lead to: a page, never a script or a file."""
    return _SITE.fullmatch(text) is not None
