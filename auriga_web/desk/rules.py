"""What must hold when an operator takes part for a person. Pure: facts in, verdict out."""

import secrets
from hashlib import sha256

from auriga_web.core.access import Channel
from auriga_web.core.language import gettext as _

# The text that the person agrees to; another text is another version.
CONSENT_VERSION = "2026-11"
CHANNELS = (Channel.DESK, Channel.PHONE, Channel.PAPER)
# Without the letters that look like figures, as codes of votes are written.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 20
_LOOKS_LIKE = str.maketrans("OIL", "011")


class CannotAssist(Exception):
    """Nobody can take part for this person like this; the message says why."""


class NotACard(Exception):
    """This is no code of a card that still waits."""


def check_can_assist(*, is_active: bool, has_consented: bool) -> None:
    """Check that a person may be helped, and wants it.

    :raises CannotAssist: if the account is closed, or they have not agreed.
    """
    if not is_active:
        raise CannotAssist(_("This account is closed: an administrator opens it again."))
    if not has_consented:
        raise CannotAssist(_("Read the text to the person: without their yes nothing is done."))


def check_can_have_card(*, has_email: bool) -> None:
    """Check that a card is needed.

    :raises CannotAssist: if the person signs in with an address.
    """
    if has_email:
        raise CannotAssist(_("This person signs in with their address: no card is needed."))


def new_code() -> str:
    """Return the code of a new card: 100 bits, in groups that one can read aloud."""
    letters = "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, _LENGTH, 4))


def code_sha256(code: str) -> str:
    """Return what is kept of a code, however it was typed.

    :raises NotACard: if it cannot be one.
    """
    plain = "".join(letter for letter in code.upper() if letter.isalnum()).translate(_LOOKS_LIKE)
    if len(plain) != _LENGTH or any(letter not in _ALPHABET for letter in plain):
        raise NotACard
    return sha256(plain.encode()).hexdigest()
