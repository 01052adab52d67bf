"""When an address may take the place of another."""

from auriga_web.core.language import gettext as _


class SameAddress(Exception):
    """This is the address that the account has already."""


def check_is_new_address(email: str, *, present: str | None) -> None:
    """Check that there is something to change.

    :raises SameAddress: if there is not.
    """
    if email == present:
        raise SameAddress(_("This is your address already."))
