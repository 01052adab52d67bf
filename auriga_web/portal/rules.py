"""How a need that is not public yet is said to its author. Pure."""

from auriga_web.core.language import gettext as _
from auriga_web.needs.models import NeedState


def word_for_author(state: NeedState, *, is_hidden: bool) -> str:
    """Return what its author reads of a need that others do not see."""
    if is_hidden:
        return _("Hidden by the moderators: the page says why")
    return {
        NeedState.DRAFT: _("Draft: only you see it"),
        NeedState.SUBMITTED: _("Sent: a moderator is reading it"),
        NeedState.RETURNED: _("Sent back: change it and send it again"),
    }.get(state, "")
