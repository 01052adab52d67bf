"""When an account may be erased."""

from datetime import timedelta

from auriga_web.core.language import gettext as _

# To change one's mind.
TIME_TO_THINK = timedelta(days=14)


class CannotErase(Exception):
    """Something has to be settled before; the message says what."""


def check_can_ask_for_erasure(*, holds_role: bool) -> None:
    """Check that nobody is left without somebody they count on.

    :raises CannotErase: while one holds a role for the consortium.
    """
    if holds_role:
        raise CannotErase(
            _("You hold a role for the consortium: first an administrator has to take it back.")
        )
