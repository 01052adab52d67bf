"""The seal of the ballot box: keys of one vote, the tag of a voter, the sealed ballot."""

import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32
TAG_BYTES = 32
ETAG_BYTES = 16
_NONCE_BYTES = 12
_LENGTH_BYTES = 4
_STEP = 256


class CannotOpenSeal(Exception):
    """A ballot does not open: wrong key, wrong voter, or changed bytes."""


@dataclass(frozen=True, kw_only=True)
class Ballot:
    """What is inside the seal: an encoded choice per question, and the receipt."""

    answers: Mapping[int, str]
    receipt: str


class Seal:
    """The two keys derived from the key of a vote, and what they do."""

    def __init__(self, key: bytes, *, poll_id: int, size: int) -> None:
        if len(key) != KEY_BYTES:
            raise CannotOpenSeal("The key of a vote is 32 bytes.")
        self._poll = str(poll_id).encode()
        self._size = size
        self._tag_key = _derived(key, self._poll, b"tag")
        self._box = AESGCM(_derived(key, self._poll, b"seal"))
        self._paper_key = _derived(key, self._poll, b"paper")

    def tag(self, voter_id: int) -> bytes:
        """Return the name under which a voter's ballot lies in the box."""
        return hmac.digest(self._tag_key, self._poll + b"|%d" % voter_id, hashlib.sha256)

    def of_paper(self, purpose: bytes, sheet: str) -> bytes:
        """Return what the key says of a printed sheet: its mark, or its receipt."""
        return hmac.digest(self._paper_key, purpose + b"|" + sheet.encode(), hashlib.sha256)

    def close(self, ballot: Ballot, *, tag: bytes) -> bytes:
        """Return the ballot sealed for this tag; every ballot of a vote has the same length."""
        plain = json.dumps(
            {"a": {str(no): choice for no, choice in ballot.answers.items()}, "r": ballot.receipt},
            separators=(",", ":"),
            sort_keys=True,
        ).encode()
        room = self._size - _LENGTH_BYTES
        if len(plain) > room:
            raise CannotOpenSeal("The ballot is longer than the vote allows.")
        padded = len(plain).to_bytes(_LENGTH_BYTES, "big") + plain.ljust(room, b"\0")
        nonce = os.urandom(_NONCE_BYTES)
        return nonce + self._box.encrypt(nonce, padded, self._poll + b"||" + tag)

    def open(self, sealed: bytes, *, tag: bytes) -> Ballot:
        """Return what a sealed ballot says.

        :raises CannotOpenSeal: if it was sealed with another key or for another voter, or changed.
        """
        try:
            padded = self._box.decrypt(
                sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], self._poll + b"||" + tag
            )
        except InvalidTag as problem:
            raise CannotOpenSeal("A ballot does not open with this key.") from problem
        length = int.from_bytes(padded[:_LENGTH_BYTES], "big")
        read = json.loads(padded[_LENGTH_BYTES : _LENGTH_BYTES + length])
        return Ballot(
            answers={int(no): choice for no, choice in read["a"].items()}, receipt=read["r"]
        )


def padded_size(longest_choices: Mapping[int, int]) -> int:
    """Return the one size every ballot is padded to, from the longest possible choices."""
    longest = {str(no): "x" * length for no, length in longest_choices.items()}
    plain = json.dumps({"a": longest, "r": "x" * 26}, separators=(",", ":"))
    return -(-(len(plain) + _LENGTH_BYTES) // _STEP) * _STEP


def new_key() -> bytes:
    return os.urandom(KEY_BYTES)


def new_etag() -> bytes:
    return os.urandom(ETAG_BYTES)


def key_shares(key: bytes) -> tuple[str, str]:
    """Return two halves of a key for two custodians; either alone says nothing."""
    first = os.urandom(len(key))
    return first.hex(), _xor(key, first).hex()


def joined_shares(first: str, second: str) -> bytes:
    """Return the key that two halves make.

    :raises ValueError: if they are not two halves of the same length.
    """
    return _xor(bytes.fromhex(first.strip()), bytes.fromhex(second.strip()))


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def _derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(key)
