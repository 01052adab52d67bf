"""Reading what hangs on a thing."""

from collections.abc import Sequence

from sqlalchemy import func, select

from auriga_web.core.access import Actor, NoGate, gate
from auriga_web.core.attachments.models import Attachment
from auriga_web.core.database import db


def list_attachments(subject_kind: str, subject_id: int | str) -> Sequence[Attachment]:
    """Return what hangs on a thing, in its order; who may see the thing is the caller's to know."""
    return db.session.scalars(
        select(Attachment)
        .where(Attachment.subject_kind == subject_kind, Attachment.subject_id == str(subject_id))
        .order_by(Attachment.position, Attachment.id)
    ).all()


def count_attachments(subject_kind: str, subject_id: int | str) -> int:
    """Return how many hang on a thing."""
    return db.session.scalars(
        select(func.count(Attachment.id)).where(
            Attachment.subject_kind == subject_kind, Attachment.subject_id == str(subject_id)
        )
    ).one()


def get_attachment(attachment_id: int, *, subject_kind: str, subject_id: int | str) -> Attachment:
    """Return one that hangs on this thing.

    :raises NoResultFound: if there is none such.
    """
    return db.session.scalars(
        select(Attachment).where(
            Attachment.id == attachment_id,
            Attachment.subject_kind == subject_kind,
            Attachment.subject_id == str(subject_id),
        )
    ).one()


def find_readable(attachment_id: int, *, reader: Actor) -> Attachment | None:
    """Return one that hangs on a thing which `reader` may see; the thing's gate decides."""
    found = db.session.get(Attachment, attachment_id)
    if found is None:
        return None
    try:
        may_read = gate(found.subject_kind).may_read(reader, found.subject_id)
    except NoGate:
        return None
    return found if may_read else None
