"""The receipt of a ballot and the code a voter takes home for each question."""

import hashlib
import hmac
import secrets

# Crockford's base32: no I, L, O or U, so that a code read aloud or copied by hand is not mistaken.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 26
_BITS = LENGTH * 5
_GROUP = 5
_MISTAKEN = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_receipt() -> str:
    """Return 130 random bits as 26 characters; it never leaves the sealed ballot."""
    return _base32(secrets.randbits(_BITS))


def receipt_from(digest: bytes) -> str:
    """Return the receipt of a printed sheet; whoever has the key of the vote finds it again."""
    return _base32(int.from_bytes(digest, "big") >> (256 - _BITS))


def code_for(receipt: str, *, poll_id: int, question_no: int) -> str:
    """Return the code that stands on the board beside the answer to one question.

    Each question has a code of its own, so that the answers of one voter cannot be joined.
    """
    digest = hmac.digest(receipt.encode(), f"{poll_id}|{question_no}".encode(), hashlib.sha256)
    return _base32(int.from_bytes(digest, "big") >> (256 - _BITS))


def grouped(code: str) -> str:
    """Return a code in groups of five, the last of six, as it is shown and printed."""
    starts = range(0, LENGTH - _GROUP, _GROUP)
    return "-".join(
        code[start : None if start == starts[-1] else start + _GROUP] for start in starts
    )


def normalised(typed: str) -> str:
    """Return a code as it stands on the board, whatever spaces, dashes and case it was typed in."""
    kept = "".join(character for character in typed.upper() if character.isalnum())
    return kept.translate(_MISTAKEN)


def _base32(number: int) -> str:
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(_BITS - 5, -1, -5))
