"""All that is kept of a person, table by table, for them to take away."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Table, select

from auriga_web.core.access import Actor
from auriga_web.core.attachments.models import Attachment
from auriga_web.core.database import Base, db

# Whose a row is. A table that names persons is here or in LEFT_OUT: a test holds it.
EXPORTED: Mapping[str, str] = {
    "address_change": "person_id",
    "appeal": "appellant_id",
    "assistance": "person_id",
    "attachment": "uploaded_by_id",
    "chamber_vote": "cast_by_id",
    "comment": "author_id",
    "consent": "person_id",
    "desk_card": "person_id",
    "erasure": "person_id",
    "external_identity": "person_id",
    "follow": "person_id",
    "initiative": "author_id",
    "initiative_amendment": "author_id",
    "initiative_version": "author_id",
    "meeting": "author_id",
    "meeting_attendance": "person_id",
    "meeting_seat": "person_id",
    "membership": "person_id",
    "minutes_correction": "person_id",
    "moderation_decision": "author_id",
    "need": "author_id",
    "need_answer": "author_id",
    "need_co_author": "person_id",
    "need_position": "author_id",
    "need_support": "person_id",
    "need_version": "replaced_by_id",
    "notification": "person_id",
    "notification_preference": "person_id",
    "organisation": "requested_by_id",
    "outbox_mail": "person_id",
    "passkey": "person_id",
    "person": "id",
    "person_role": "person_id",
    "poll": "created_by_id",
    "poll_approval": "person_id",
    "poll_claim": "person_id",
    "poll_listed": "person_id",
    "poll_roll": "voter_id",
    "report": "reporter_id",
    "process": "author_id",
    "process_document_version": "author_id",
    "residency": "person_id",
    "service_feedback": "person_id",
    "session": "person_id",
    "theme": "author_id",
    "useful": "person_id",
    "verification": "person_id",
}
LEFT_OUT: Mapping[str, str] = {
    "accreditation": "what an administrator lets a body do",
    "audit_entry": "acts in a chain of hashes; holds numbers, and no text of a person",
    "duty": "work that staff have to do",
    "mailed_token": "hashes that are over within two days",
    "minutes_record": "what a meeting said and decided; it is public",
    "paper_reading": "what operators read in envelopes that have no name",
    "service": "the catalogue of the consortium; a name of staff is its own",
    "sign_in_code": "hashes that are over within ten minutes",
}
# Secrets and traces of secrets; and the numbers of other persons.
_SECRET = frozenset(
    {
        "password",
        "fs_uniquifier",
        "tf_totp_secret",
        "tf_last_counter",
        "mf_recovery_codes",
        "passkey_handle",
        "identity_hmac",
        "subject_hmac",
        "code_sha256",
        "credential_id",
        "public_key",
        "sid_sha256",
        "data",
        "sender_sha256",
        "appellant_key",
        "dedupe_key",
        "unsubscribe_url",
        "last_error",
        "first_decider_id",
    }
)
_MOST_ROWS = 20_000


def read_my_data(*, reader: Actor) -> Mapping[str, Sequence[Mapping[str, Any]]]:
    """Return every row that is the reader's, by table; tables without one are left out."""
    found = {}
    for name, owner in EXPORTED.items():
        table = Base.metadata.tables.get(name)
        if table is None:
            continue
        rows = db.session.execute(
            select(*_columns(table, owner))
            .where(table.c[owner] == reader.person_id)
            .order_by(*table.primary_key.columns)
            .limit(_MOST_ROWS)
        ).mappings()
        if kept := [dict(row) for row in rows]:
            found[name] = kept
    return found


def list_my_files(*, reader: Actor) -> Sequence[Attachment]:
    """Return the files that the reader put here."""
    return db.session.scalars(
        select(Attachment)
        .where(Attachment.uploaded_by_id == reader.person_id)
        .order_by(Attachment.id)
        .limit(_MOST_ROWS)
    ).all()


def _columns(table: Table, owner: str) -> list[Any]:
    return [
        column
        for column in table.columns
        if column.name not in _SECRET
        and (column.name == owner or not _is_of_another_person(column))
    ]


def _is_of_another_person(column: Any) -> bool:
    return any(key.column.table.name == "person" for key in column.foreign_keys)
