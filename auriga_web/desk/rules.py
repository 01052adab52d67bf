"""What must hold when an operator takes part for a person. Pure: facts in, verdict out."""

import secrets
from hashlib import sha256

from auriga_web.core.access import Channel
from auriga_web.core.language import gettext as _

# The text that the person agrees to; another text is another version.
CONSENT_VERSION = "2026-11"
CHANNELS = (Channel.DESK, Channel.PHONE, Channel.PAPER)
# Without the letters that look like figures, as codes of votes are written.
SHORTEST_REASON = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 20
_LOOKS_LIKE = str.maketrans("OIL", "011")


class CannotAssist(Exception):
    """Nobody can take part for this person like this; the message says why."""


class CannotVouch(Exception):
    """The body cannot vouch for this person now; the message says why."""


class CannotRevoke(Exception):
    """These verifications cannot be revoked like this; the message says why."""


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


def check_can_be_accredited(*, is_verified: bool) -> None:
    """Check that a body is known before it says who others are.

    :raises CannotVouch: if it is not verified.
    """
    if not is_verified:
        raise CannotVouch(_("Verify the organisation first."))


def check_can_vouch(
    *, is_accredited: bool, left: int, would_run: bool, is_member: bool, is_verified: bool
) -> None:
    """Check that a body may say now who somebody is.

    :raises CannotVouch: if it may not: it is not accredited, its quota is used up, it would run
        what is put to the vote, the person is no member of it, or is verified already.
    """
    if not is_accredited:
        raise CannotVouch(_("This organisation does not vouch for people: send them to a desk."))
    if would_run:
        raise CannotVouch(
            _(
                "This organisation would run an initiative that is put to the vote: until the vote "
                "is over it vouches for nobody."
            )
        )
    if not is_member:
        raise CannotVouch(_("An organisation vouches for its own members alone."))
    if is_verified:
        raise CannotVouch(_("This person is verified already."))
    if left < 1:
        raise CannotVouch(_("The quota is used up: ask an administrator for a larger one."))


def check_can_revoke(*, found: int, seen: int, reason: str) -> None:
    """Check that who revokes has seen how many they are, and says why.

    :raises CannotRevoke: if there are none, or others than were seen, or the reason is too short.
    """
    if len(reason.strip()) < SHORTEST_REASON:
        raise CannotRevoke(_("Say why, in at least %(count)s characters.", count=SHORTEST_REASON))
    if found == 0:
        raise CannotRevoke(_("There is nobody to whom this applies."))
    if found != seen:
        raise CannotRevoke(
            _("They are %(found)s now, no longer %(seen)s: look again.", found=found, seen=seen)
        )


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
