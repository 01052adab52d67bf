"""Documents: PDF alone, without what acts by itself when it is opened."""

import re

from auriga_web.core.attachments.models import AttachmentKind
from auriga_web.core.attachments.prepared import (
    NotAccepted,
    Prepared,
    check_single,
    check_size,
)
from auriga_web.core.language import gettext as _

_FOREIGN = (b"<html", b"<!doctype", b"<?php")
_ACTIVE = re.compile(rb"/(?:JavaScript|Launch|EmbeddedFile|RichMedia)(?![A-Za-z])")
_END_WITHIN = 1_024


def prepare_document(content: bytes) -> Prepared:
    """Return a document fit to be kept, byte for byte as it was sent.

    :raises NotAccepted: if it is too large, not a PDF, or a PDF that does something.
    """
    check_size(content)
    if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-_END_WITHIN:]:
        raise NotAccepted(_("We cannot read this document: send one saved as PDF."))
    check_single(content, foreign=_FOREIGN)
    if _ACTIVE.search(content):
        raise NotAccepted(
            _("This PDF holds commands or other files: print it as a PDF, then send that one.")
        )
    return Prepared(kind=AttachmentKind.DOCUMENT, content=content)
