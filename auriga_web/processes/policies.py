"""Who may read a process and its documents, and run one."""

from sqlalchemy import ColumnElement, or_, true

from auriga_web.core.access import Actor
from auriga_web.processes.models import Document, Process, ProcessState, Visibility


def may_run(actor: Actor) -> bool:
    """Start, change, open and end processes, and write their documents."""
    return actor.is_facilitator


def may_read(reader: Actor, process: Process) -> bool:
    return process.is_public or may_run(reader)


def readable_by(reader: Actor) -> ColumnElement[bool]:
    return true() if may_run(reader) else Process.state != ProcessState.DRAFT


def may_read_document(reader: Actor, document: Document) -> bool:
    """Of a process one may read: what is published, by those it is for."""
    if may_run(reader):
        return True
    return document.published_at is not None and document.visibility in _seen_by(reader)


def documents_readable_by(reader: Actor) -> ColumnElement[bool]:
    if may_run(reader):
        return true()
    return Document.published_at.is_not(None) & or_(
        *(Document.visibility == visibility for visibility in _seen_by(reader))
    )


def _seen_by(reader: Actor) -> list[Visibility]:
    seen = [Visibility.EVERYONE]
    if not reader.is_visitor:
        seen.append(Visibility.MEMBERS)
    if reader.is_staff:
        seen.append(Visibility.STAFF)
    return seen
