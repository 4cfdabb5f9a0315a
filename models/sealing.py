"""What lies encrypted: texts in the database, and the files of the office beside it."""

import base64
import hashlib
import os
from collections.abc import Sequence

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, TypeDecorator

_lock: list[MultiFernet] = []
_file_locks: list[AESGCM] = []
FILE_MARK = b"SIM1"  # begins every sealed file and names the way it is sealed
NONCE = 12  # bytes


class SealBroken(ValueError):
    """A text cannot be opened: it was sealed with a key that is gone, or it was changed."""


def use_keys(keys: Sequence[str]) -> None:
    """Seal with the first key (any text of 32 characters or more), open with each of them."""
    _lock[:] = [MultiFernet([Fernet(_fernet_key(key)) for key in keys])]
    _file_locks[:] = [AESGCM(hashlib.sha256(f"sim-file:{key}".encode()).digest()) for key in keys]


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


def seal_file(content: bytes, name: str) -> bytes:
    """The file as it lies on the disk; under another name it cannot be opened (AES-256-GCM)."""
    nonce = os.urandom(NONCE)
    return FILE_MARK + nonce + _file_locks[0].encrypt(nonce, content, name.encode())


def unseal_file(sealed: bytes, name: str) -> bytes:
    """The file again; raises SealBroken."""
    start = len(FILE_MARK) + NONCE
    nonce = sealed[len(FILE_MARK) : start]
    for lock in _file_locks if sealed.startswith(FILE_MARK) and len(nonce) == NONCE else ():
        try:
            return lock.decrypt(nonce, sealed[start:], name.encode())
        except InvalidTag:
            continue
    raise SealBroken("sealed with another key or name, or changed")


class Sealed(TypeDecorator[str]):
    """A text column that is only readable with the office's data key."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: object) -> bytes | None:
        return None if value is None else seal(value)

    def process_result_value(self, value: bytes | None, dialect: object) -> str | None:
        return None if value is None else unseal(value)
