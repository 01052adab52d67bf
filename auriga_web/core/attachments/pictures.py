"""Pictures: checked, drawn anew as JPEG without what the camera wrote beside them, made small.

What is kept is never what was sent: only pixels pass.
"""

import struct
from io import BytesIO

from PIL import Image, ImageOps

from auriga_web.core.attachments.models import AttachmentKind
from auriga_web.core.attachments.prepared import (
    NotAccepted,
    Prepared,
    check_single,
    check_size,
)
from auriga_web.core.language import gettext as _

MOST_PIXELS = 25_000_000
FORMATS = ("PNG", "JPEG", "WEBP")
_LONGEST_SIDE = 1_920
_LONGEST_SIDE_SMALL = 480
_QUALITY = 82
_FOREIGN = (b"%pdf-", b"<script", b"<html", b"<!doctype", b"<?php")
# What Pillow raises on a file that is not what it says.
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, OverflowError, IndexError)
_TOO_LARGE = (Image.DecompressionBombError, Image.DecompressionBombWarning)

# Pillow itself refuses the same where it meets a size we did not ask for.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS


def prepare_picture(content: bytes) -> Prepared:
    """Return a picture fit to be kept, and its thumbnail. Slow: before the first write.

    :raises NotAccepted: if it is too large, broken, or not a PNG, JPEG or WebP picture.
    """
    check_size(content)
    check_single(content, foreign=_FOREIGN)
    drawn = _draw(content)
    small = drawn.copy()
    small.thumbnail((_LONGEST_SIDE_SMALL, _LONGEST_SIDE_SMALL), Image.Resampling.LANCZOS)
    return Prepared(
        kind=AttachmentKind.PICTURE,
        content=_as_jpeg(drawn),
        width=drawn.width,
        height=drawn.height,
        thumbnail=_as_jpeg(small),
        thumbnail_width=small.width,
        thumbnail_height=small.height,
    )


def _draw(content: bytes) -> Image.Image:
    """Return the pixels, upright, on white where they let it through."""
    try:
        with Image.open(BytesIO(content), formats=FORMATS) as opened:
            # The header says the size: nothing was decoded yet.
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAccepted(_too_large())
            opened.draft("RGB", (_LONGEST_SIDE, _LONGEST_SIDE))
            upright = ImageOps.exif_transpose(opened)
            seen = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
            seen.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE), Image.Resampling.LANCZOS)
    except _TOO_LARGE:
        raise NotAccepted(_too_large()) from None
    except _BROKEN:
        raise NotAccepted(
            _("We cannot read this picture: send one saved as JPEG, PNG or WebP.")
        ) from None
    paper = Image.new("RGB", seen.size, "white")
    paper.paste(seen, mask=seen.getchannel("A") if seen.mode == "RGBA" else None)
    return paper


def _as_jpeg(picture: Image.Image) -> bytes:
    written = BytesIO()
    picture.save(written, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _too_large() -> str:
    return _("The picture has more than 25 million points: make it smaller, then send it again.")
