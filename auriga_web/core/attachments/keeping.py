"""Hanging files on things, putting them in order, taking them away.

Who may do so is the feature's to say, before it calls; so is the entry in the audit trail.
"""

from datetime import datetime

from sqlalchemy import delete, func, select

from auriga_web.core.attachments import files
from auriga_web.core.attachments.models import Attachment, AttachmentKind
from auriga_web.core.attachments.prepared import NotAccepted, Prepared
from auriga_web.core.attachments.queries import list_attachments
from auriga_web.core.database import db
from auriga_web.core.language import gettext as _

MOST_DESCRIPTION = 300


def attach(
    prepared: Prepared,
    *,
    subject_kind: str,
    subject_id: int | str,
    description: str,
    at_most: int,
    uploaded_by_id: int | None,
    now: datetime,
) -> Attachment:
    """Hang a prepared file on a thing, after those that are there.

    The caller holds a lock on the thing, or two at once may pass `at_most` together.

    :raises NotAccepted: if there are `at_most` already, or a picture is not described.
    """
    description = _described(description, prepared.kind)
    if len(list_attachments(subject_kind, subject_id)) >= at_most:
        raise NotAccepted(
            _("There are %(num)s already: take one away before you add another.", num=at_most)
        )
    attachment = Attachment(
        kind=prepared.kind,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        position=_last_position(subject_kind, subject_id) + 1,
        description=description,
        sha256=files.write(prepared.content),
        byte_count=len(prepared.content),
        width=prepared.width,
        height=prepared.height,
        thumbnail_sha256=files.write(prepared.thumbnail) if prepared.thumbnail else None,
        thumbnail_width=prepared.thumbnail_width,
        thumbnail_height=prepared.thumbnail_height,
        uploaded_by_id=uploaded_by_id,
        created_at=now,
    )
    db.session.add(attachment)
    db.session.flush()
    return attachment


def describe(attachment: Attachment, description: str) -> None:
    """Say in other words what a picture shows, or what a document is.

    :raises NotAccepted: if a picture is left without.
    """
    attachment.description = _described(description, attachment.kind)


def move_up(attachment: Attachment) -> None:
    """Show one before the one that stands before it; the first stays where it is."""
    shown = list(list_attachments(attachment.subject_kind, attachment.subject_id))
    place = shown.index(attachment)
    if place > 0:
        shown[place - 1 : place + 1] = [attachment, shown[place - 1]]
    for position, one in enumerate(shown, start=1):
        one.position = position


def detach(attachment: Attachment) -> None:
    """Take one away: nobody gets it from now on; its file goes within the hour."""
    db.session.delete(attachment)
    db.session.flush()


def detach_all(subject_kind: str, subject_id: int | str) -> None:
    """Take away all that hangs on a thing."""
    db.session.execute(
        delete(Attachment).where(
            Attachment.subject_kind == subject_kind, Attachment.subject_id == str(subject_id)
        )
    )


def _described(description: str, kind: AttachmentKind) -> str:
    description = " ".join(description.split())[:MOST_DESCRIPTION]
    if kind is AttachmentKind.PICTURE and not description:
        raise NotAccepted(_("Say in a few words what the picture shows, for who does not see it."))
    return description


def _last_position(subject_kind: str, subject_id: int | str) -> int:
    return (
        db.session.scalar(
            select(func.max(Attachment.position)).where(
                Attachment.subject_kind == subject_kind,
                Attachment.subject_id == str(subject_id),
            )
        )
        or 0
    )
