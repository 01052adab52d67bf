"""Pictures made for tests, honest and not."""

import struct
import zlib
from io import BytesIO

from PIL import Image


def picture(kind="JPEG", size=(60, 40), color="teal", mode="RGB", **saving):
    """Return the bytes of a picture in one colour."""
    written = BytesIO()
    Image.new(mode, size, color).save(written, kind, **saving)
    return written.getvalue()


def bomb(width, height):
    """Return a few bytes that say they are a PNG of this size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * 1000, 9)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", pixels), (b"IEND", b""))
    )


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
