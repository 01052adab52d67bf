"""The documents of a process."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, func, select

from auriga_web.core.access import Actor
from auriga_web.core.database import db
from auriga_web.organisations.models import Organisation
from auriga_web.processes.models import Document, DocumentKind, DocumentVersion, Visibility
from auriga_web.processes.policies import documents_readable_by


class DocumentRow(NamedTuple):
    """What the page of a process shows of a document."""

    number: int
    kind: DocumentKind
    title: str
    visibility: Visibility
    version_no: int
    published_at: datetime | None
    due_at: datetime | None


def list_documents(process_id: int, *, reader: Actor) -> Sequence[DocumentRow]:
    """Return the documents of a process that `reader` may see, by number."""
    rows = db.session.execute(
        select(
            Document.number,
            Document.kind,
            DocumentVersion.title,
            Document.visibility,
            Document.version_no,
            Document.published_at,
            Document.due_at,
        )
        .join(
            DocumentVersion,
            and_(
                DocumentVersion.document_id == Document.id,
                DocumentVersion.number == Document.version_no,
            ),
        )
        .where(Document.process_id == process_id, documents_readable_by(reader))
        .order_by(Document.number, Document.id)
    )
    return [DocumentRow(*row) for row in rows]


def get_document(process_id: int, number: int, *, reader: Actor) -> Document:
    """Return a document of a process.

    :raises NoResultFound: if `reader` may see none with this number.
    """
    return db.session.scalars(
        select(Document).where(
            Document.process_id == process_id,
            Document.number == number,
            documents_readable_by(reader),
        )
    ).one()


def list_versions(document_id: int) -> Sequence[tuple[DocumentVersion, str]]:
    """Return the texts of a document with the name of who signs each, newest first."""
    rows = db.session.execute(
        select(DocumentVersion, Organisation.name)
        .join(Organisation, Organisation.id == DocumentVersion.body_id)
        .where(DocumentVersion.document_id == document_id)
        .order_by(DocumentVersion.number.desc(), DocumentVersion.id)
    )
    return [(row[0], row[1]) for row in rows]


def find_version(document_id: int, number: int) -> DocumentVersion | None:
    """Return a text of a document, or nothing."""
    return db.session.scalars(
        select(DocumentVersion).where(
            DocumentVersion.document_id == document_id, DocumentVersion.number == number
        )
    ).one_or_none()


def next_number(process_id: int) -> int:
    """Return the number of the next document of a process."""
    last = db.session.scalar(
        select(func.max(Document.number)).where(Document.process_id == process_id)
    )
    return (last or 0) + 1
