"""Cards: made for who has no address, and used once to claim the account."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.accounts import operations as accounts
from auriga_web.accounts import queries as persons
from auriga_web.accounts.models import Person
from auriga_web.audit import operations as audit
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql, lock_writers
from auriga_web.core.events import announce
from auriga_web.desk import policies, rules
from auriga_web.desk.events import AccountClaimed
from auriga_web.desk.models import Card


def make_card(person: Person, *, actor: Actor, now: datetime) -> str:
    """Return the code of a new card, which is kept nowhere; an earlier card is good no more.

    :raises NotAllowed: if the actor is no operator, or it is for themselves.
    :raises CannotAssist: if the person has an address.
    """
    authorise(policies.may_assist(actor, person_id=person.id))
    rules.check_can_have_card(has_email=person.email is not None)
    code = rules.new_code()
    values = {
        "code_sha256": rules.code_sha256(code),
        "made_by_id": actor.person_id,
        "made_at": now,
        "claimed_at": None,
    }
    insert = postgresql.insert if is_postgresql() else sqlite.insert
    db.session.execute(
        insert(Card)
        .values(person_id=person.id, **values)
        .on_conflict_do_update(index_elements=["person_id"], set_=values)
    )
    audit.record(actor, "person.card_made", subject_kind="person", subject_id=person.id, now=now)
    return code


def claim_account(
    *,
    code: str,
    email: str,
    link: Callable[[str], str],
    sign_up_link: str,
    language: str,
    now: datetime,
) -> None:
    """Give the account of a card an address of its own; of many at once one gets through.

    The link to set a password goes to that address in any case. One that is here already stays
    whose it is, and the card stays good: whoever holds a card learns nothing of who is here.

    :raises NotACard: if the code is of no card that waits.
    """
    code_sha256 = rules.code_sha256(code)
    lock_writers()
    person_id = db.session.execute(
        update(Card)
        .where(Card.code_sha256 == code_sha256, Card.claimed_at.is_(None))
        .values(claimed_at=now)
        .returning(Card.person_id)
    ).scalar_one_or_none()
    if person_id is None:
        raise rules.NotACard
    address = email.strip().lower()
    if persons.find_person_by_email(address) is None:
        _give_address(person_id, address, now)
    else:
        db.session.execute(update(Card).where(Card.person_id == person_id).values(claimed_at=None))
    accounts.ask_for_new_password(
        email=address, link=link, sign_up_link=sign_up_link, language=language, now=now
    )


def _give_address(person_id: int, address: str, now: datetime) -> None:
    db.session.execute(
        update(Person).where(Person.id == person_id, Person.email.is_(None)).values(email=address)
    )
    audit.record(
        Actor(person_id=person_id),
        "person.claimed",
        subject_kind="person",
        subject_id=person_id,
        now=now,
    )
    announce(AccountClaimed(person_id=person_id, now=now))
