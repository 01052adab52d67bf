"""The documents of a process: numbered, in versions, each with its hash."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from auriga_web.core import markup
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, lock_writers
from auriga_web.core.events import announce
from auriga_web.organisations.models import OrganisationKind
from auriga_web.processes import policies, queries, rules
from auriga_web.processes.events import DocumentPublished
from auriga_web.processes.models import (
    Document,
    DocumentKind,
    DocumentVersion,
    Process,
    Visibility,
)
from auriga_web.processes.operations.finding import record


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """A text of a document as it was typed."""

    title: str
    body: str


def add_document(
    process: Process,
    *,
    kind: DocumentKind,
    text: DocumentText,
    visibility: Visibility,
    last_day: date | None,
    actor: Actor,
    now: datetime,
) -> Document:
    """Write a document of a process, not yet published, with the next number.

    `last_day` is the last one on which one may answer to it. The body that signs it is the owner
    of the process.

    :raises ReservedWords: if its title promises what the owner cannot do.
    """
    authorise(policies.may_run(actor))
    body_html = str(markup.render(text.body))
    _check_words(process, text)
    _lock(process)

    document = Document(
        process_id=process.id,
        number=queries.next_number(process.id),
        kind=kind,
        visibility=visibility,
        version_no=1,
        due_at=None if last_day is None else rules.midnight(last_day + timedelta(days=1)),
        created_at=now,
    )
    db.session.add(document)
    db.session.flush()
    _add_version(process, document, text, body_html, actor=actor, now=now)
    record(process, "process.document_added", actor=actor, now=now, number=document.number)
    return document


def rewrite_document(
    process: Process,
    document: Document,
    *,
    text: DocumentText,
    known_version: int,
    actor: Actor,
    now: datetime,
) -> DocumentVersion:
    """Write a document anew; the texts it had stay readable, each with its hash.

    :raises ChangedMeanwhile: if somebody wrote a version since the actor read it.
    :raises ReservedWords: if its title promises what the owner cannot do.
    """
    authorise(policies.may_run(actor))
    body_html = str(markup.render(text.body))
    _check_words(process, text)
    _lock(process)
    db.session.refresh(document)
    if document.version_no != known_version:
        raise rules.ChangedMeanwhile

    document.version_no += 1
    version = _add_version(process, document, text, body_html, actor=actor, now=now)
    record(
        process,
        "process.document_rewritten",
        actor=actor,
        now=now,
        number=document.number,
        version=version.number,
    )
    if document.published_at is not None:
        _announce(process, document, actor=actor, now=now)
    return version


def publish_document(process: Process, document: Document, *, actor: Actor, now: datetime) -> None:
    """Publish a document of an open process; publishing twice changes nothing.

    :raises CannotPublish: if the process is not public, or its term is too short.
    """
    authorise(policies.may_run(actor))
    _lock(process)
    db.session.refresh(document)
    if document.published_at is not None:
        return
    rules.check_is_public(is_public=process.is_public)
    rules.check_term(document.kind, due_at=document.due_at, now=now)

    document.published_at = now
    db.session.flush()
    record(process, "process.document_published", actor=actor, now=now, number=document.number)
    _announce(process, document, actor=actor, now=now)


def _announce(process: Process, document: Document, *, actor: Actor, now: datetime) -> None:
    if document.visibility is Visibility.STAFF:
        return
    announce(
        DocumentPublished(
            process_id=process.id,
            document_id=document.id,
            version_no=document.version_no,
            person_id=actor.person_id,
            at=now,
        )
    )


def _add_version(
    process: Process,
    document: Document,
    text: DocumentText,
    body_html: str,
    *,
    actor: Actor,
    now: datetime,
) -> DocumentVersion:
    title, body = " ".join(text.title.split()), text.body.strip()
    version = DocumentVersion(
        document_id=document.id,
        number=document.version_no,
        title=title,
        body=body,
        body_html=body_html,
        sha256=rules.sha256_of(
            number=document.number, version=document.version_no, title=title, body=body
        ),
        body_id=process.owner_id,
        author_id=actor.person_id,
        at=now,
    )
    db.session.add(version)
    db.session.flush()
    return version


def _check_words(process: Process, text: DocumentText) -> None:
    is_administration = queries.owner_of(process).kind is OrganisationKind.INSTITUTION
    rules.check_words(text.title, is_administration=is_administration)


def _lock(process: Process) -> None:
    db.session.flush()
    lock_writers()
    db.session.refresh(process, with_for_update={"key_share": True})
