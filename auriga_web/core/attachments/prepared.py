"""What is ready to be kept, and what is refused before anything looks into it."""

from dataclasses import dataclass

from auriga_web.core.attachments.models import AttachmentKind
from auriga_web.core.language import gettext as _

MOST_BYTES = 5 * 1024 * 1024
# Where the directory of a ZIP file stands: at its end, before a comment of at most 64 KiB.
_ZIP_END = b"PK\x05\x06"
_ZIP_TAIL = 22 + 65_535


class NotAccepted(Exception):
    """This file is not kept; the message says why, and what to send instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A file that was checked, and what is known of it."""

    kind: AttachmentKind
    content: bytes
    width: int | None = None
    height: int | None = None
    thumbnail: bytes | None = None
    thumbnail_width: int | None = None
    thumbnail_height: int | None = None


def check_size(content: bytes) -> None:
    """Check that a file holds something, and not too much.

    :raises NotAccepted: if it is empty or too large.
    """
    if not content:
        raise NotAccepted(_("The file is empty: choose another."))
    if len(content) > MOST_BYTES:
        raise NotAccepted(_("The file is larger than 5 MB: make it smaller, then send it again."))


def check_single(content: bytes, *, foreign: tuple[bytes, ...]) -> None:
    """Check that a file is not another kind of file at the same time.

    `foreign` are words in small letters that only another kind of file has.

    :raises NotAccepted: if it seems to be two.
    """
    lowered = content.lower()
    if content.rfind(_ZIP_END, max(0, len(content) - _ZIP_TAIL)) >= 0 or any(
        word in lowered for word in foreign
    ):
        raise NotAccepted(_("The file holds another file in itself: save it anew, then send it."))
