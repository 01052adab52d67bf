"""Pictures and documents that hang on a thing: files by their content, rows that say what they are.

A feature prepares what was sent (slow, before its first write), then attaches it to a subject whose
gate says who may see it. Nothing is served in any other way.
"""

from auriga_web.core.attachments.documents import prepare_document
from auriga_web.core.attachments.keeping import (
    MOST_DESCRIPTION,
    attach,
    describe,
    detach,
    detach_all,
    move_up,
)
from auriga_web.core.attachments.models import Attachment, AttachmentKind
from auriga_web.core.attachments.pictures import prepare_picture
from auriga_web.core.attachments.prepared import MOST_BYTES, NotAccepted, Prepared
from auriga_web.core.attachments.queries import (
    count_attachments,
    get_attachment,
    list_attachments,
)

__all__ = [
    "MOST_BYTES",
    "MOST_DESCRIPTION",
    "Attachment",
    "AttachmentKind",
    "NotAccepted",
    "Prepared",
    "attach",
    "count_attachments",
    "describe",
    "detach",
    "detach_all",
    "get_attachment",
    "list_attachments",
    "move_up",
    "prepare_document",
    "prepare_picture",
]
