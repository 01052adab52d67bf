"""When a role may be taken away."""

from auriga_web.core.access import Role
from auriga_web.core.language import gettext as _


class CannotTakeRole(Exception):
    """Taking this role away would lock somebody out; the message says whom."""


def check_can_take_role(role: Role, *, is_own: bool, administrators: int) -> None:
    """Check that somebody who can give roles back is left.

    :raises CannotTakeRole: if one would stop being administrator oneself, or nobody would be left.
    """
    if role is not Role.ADMINISTRATOR:
        return
    if is_own:
        raise CannotTakeRole(
            _("You cannot stop being administrator yourself: ask another administrator.")
        )
    if administrators <= 1:
        raise CannotTakeRole(
            _("This is the last administrator: give the role to somebody else first.")
        )
