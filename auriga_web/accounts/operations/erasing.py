"""Being forgotten: asked for, thought over for two weeks, done, and done again after a restore."""

import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import queries, rules
from auriga_web.accounts.events import PersonErased
from auriga_web.accounts.models import (
    AddressChange,
    Consent,
    Erasure,
    ErasureMode,
    ExternalIdentity,
    MailedToken,
    Passkey,
    Person,
    PersonRole,
    Session,
    SignInCode,
    Verification,
)
from auriga_web.audit import operations as audit
from auriga_web.core.access import SYSTEM, Actor, Level, authorise
from auriga_web.core.database import db, is_postgresql, lock_writers
from auriga_web.core.events import announce
from auriga_web.core.language import gettext as _
from auriga_web.core.language import in_language
from auriga_web.core.mail import OutboxMail, queue_mail

_OWN = (
    AddressChange,
    Consent,
    ExternalIdentity,
    MailedToken,
    Passkey,
    PersonRole,
    Session,
    SignInCode,
    Verification,
    OutboxMail,
)


def ask_for_erasure(*, actor: Actor, mode: ErasureMode, data_link: str, now: datetime) -> None:
    """Note that the actor wants to be forgotten in two weeks; asking again changes how.

    :raises CannotErase: while they hold a role for the consortium.
    """
    authorise(actor.person_id is not None)
    person = queries.get_person(actor.person_id or 0)
    rules.check_can_ask_for_erasure(holds_role=bool(queries.list_roles(person.id)))
    values = {"mode": mode, "asked_at": now, "due_at": now + rules.TIME_TO_THINK}
    insert = postgresql.insert if is_postgresql() else sqlite.insert

    db.session.execute(
        insert(Erasure)
        .values(person_id=person.id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )
    _record(actor, "person.erasure_asked", person.id, now)
    _tell(person, "erasure_asked", {"link": data_link, "due_at": values["due_at"]}, now)


def give_up_erasure(*, actor: Actor, now: datetime) -> None:
    """Stay: nothing has happened yet."""
    authorise(actor.person_id is not None)
    given_up = db.session.execute(
        delete(Erasure)
        .where(Erasure.person_id == actor.person_id, Erasure.done_at.is_(None))
        .returning(Erasure.person_id)
    ).scalar_one_or_none()
    if given_up is not None:
        _record(actor, "person.erasure_given_up", given_up, now)


def erase_due(*, now: datetime) -> int:
    """Forget whoever asked two weeks ago, and return how many; safe twice."""
    due = queries.list_erasures_due(now)
    for erasure in due:
        erase_person(queries.get_person(erasure.person_id), mode=erasure.mode, now=now)
    return len(due)


def erase_person(person: Person, *, mode: ErasureMode, now: datetime) -> None:
    """Leave a number where a person was: everything that says who they were is gone."""
    lock_writers()
    # While their bodies, needs and words can still be found by who they are.
    announce(PersonErased(person_id=person.id, removes_content=mode is ErasureMode.REMOVE, now=now))
    for table in _OWN:
        db.session.execute(delete(table).where(table.person_id == person.id))
    _tell(person, "erased", {}, now)
    db.session.execute(
        update(Person)
        .where(Person.id == person.id)
        .values(
            **dict.fromkeys(_EMPTIED),
            name="",
            is_name_public=False,
            active=False,
            fs_uniquifier=secrets.token_hex(16),
            level=Level.REGISTERED,
            language="it",
        )
    )
    _note_done(person.id, mode, now)
    _record(SYSTEM, "person.erased", person.id, now)


def keep_ledger(path: Path) -> None:
    """Write outside the database who was forgotten, so that a restore forgets them again."""
    known = _read(path)
    missing = [row for row in queries.list_erased() if row.person_id not in known]
    if not missing:
        return
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as ledger:
        for row in missing:
            line = {
                "person_id": row.person_id,
                "created_at": row.created_at.isoformat(),
                "mode": row.mode.value,
                "erased_at": row.done_at.isoformat(),
            }
            ledger.write(json.dumps(line) + "\n")


def replay_ledger(path: Path, *, now: datetime) -> int:
    """Forget again whom a restored database still knows; return how many. Safe twice."""
    replayed = 0
    for line in _read(path).values():
        person = queries.find_person_made_at(
            line["person_id"], datetime.fromisoformat(line["created_at"])
        )
        if person is None:
            continue
        erasure = queries.find_erasure(person.id)
        if erasure is None or erasure.done_at is None:
            erase_person(person, mode=ErasureMode(line["mode"]), now=now)
            replayed += 1
    return replayed


_EMPTIED = (
    "email",
    "password",
    "confirmed_at",
    "signed_up_for",
    "tf_primary_method",
    "tf_totp_secret",
    "tf_last_counter",
    "mf_recovery_codes",
    "fs_webauthn_user_handle",
)


def _read(path: Path) -> dict[int, dict[str, Any]]:
    if not path.exists():
        return {}
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    return {line["person_id"]: line for line in lines}


def _note_done(person_id: int, mode: ErasureMode, now: datetime) -> None:
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    db.session.execute(
        insert(Erasure)
        .values(person_id=person_id, mode=mode, asked_at=now, due_at=now, done_at=now)
        .on_conflict_do_update(index_elements=["person_id"], set_={"done_at": now})
    )


def _record(actor: Actor, action: str, person_id: int, now: datetime) -> None:
    audit.record(actor, action, subject_kind="person", subject_id=person_id, now=now)


def _tell(person: Person, template: str, context: dict[str, object], now: datetime) -> None:
    if person.email is None:
        return
    with in_language(person.language):
        subject = _("Your account on Auriga")
    queue_mail(
        recipient=person.email,
        # The last one is nobody's any more.
        person_id=None if template == "erased" else person.id,
        kind=template,
        subject=subject,
        template=f"accounts/mails/{template}.txt",
        context=context,
        dedupe_key=f"{template}:{person.id}:{secrets.token_hex(8)}",
        language=person.language,
        now=now,
    )
