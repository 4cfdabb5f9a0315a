"""Texts that lie encrypted in the database: drafts, and what was deleted but may come back."""

import base64
import hashlib
from collections.abc import Sequence

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from sqlalchemy import LargeBinary, TypeDecorator

_lock: list[MultiFernet] = []


class SealBroken(ValueError):
    """A text cannot be opened: it was sealed with a key that is gone, or it was changed."""


def use_keys(keys: Sequence[str]) -> None:
    """Seal with the first key (any text of 32 characters or more), open with each of them."""
    _lock[:] = [MultiFernet([Fernet(_fernet_key(key)) for key in keys])]


def _fernet_key(key: str) -> bytes:
    return base64.urlsafe_b64encode(hashlib.sha256(f"sim-data:{key}".encode()).digest())


def seal(text: str) -> bytes:
    return _lock[0].encrypt(text.encode())


def unseal(sealed: bytes) -> str:
    """The text again; raises SealBroken."""
    try:
        return _lock[0].decrypt(sealed).decode()
    except InvalidToken:
        raise SealBroken("sealed with another key, or changed") from None


class Sealed(TypeDecorator[str]):
    """A text column that is only readable with the office's data key."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> bytes | None:
        return None if value is None else seal(value)

    def process_result_value(self, value: bytes | None, dialect: object) -> str | None:
        return None if value is None else unseal(value)
