"""Finding a passage that is to be taken out of a text. Pure."""

import re

from auriga_web.core.language import gettext as _

# In Italian, as the text around it.
BLACKED_OUT = "[tolto dai moderatori]"
SHORTEST_PASSAGE = 3


class NotThere(Exception):
    """The passage is too short to be meant, or the text does not hold it."""


def passage_pattern(passage: str) -> "re.Pattern[str]":
    """Return what finds a passage, however its words are spaced or written large.

    :raises NotThere: if it is too short.
    """
    words = passage.split()
    if len("".join(words)) < SHORTEST_PASSAGE:
        raise NotThere(_("Write at least three letters of what is to be taken out."))
    return re.compile(r"\s+".join(re.escape(word) for word in words), re.IGNORECASE)


def check_is_there(is_there: bool) -> None:
    """Check that a passage was found.

    :raises NotThere: if it was not.
    """
    if not is_there:
        raise NotThere(_("These words are nowhere in the text: copy them from it as they are."))
