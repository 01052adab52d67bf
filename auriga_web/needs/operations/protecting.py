"""Protecting people: a personal case made private, a passage taken out of every version."""

from datetime import datetime

from sqlalchemy import select

from auriga_web.core import markup
from auriga_web.core.access import Actor, Role, authorise
from auriga_web.core.database import db
from auriga_web.core.events import announce
from auriga_web.duties import operations as duties
from auriga_web.duties.rules import next_reading
from auriga_web.needs import policies, rules
from auriga_web.needs.events import NeedBlackedOut, NeedMadePrivate
from auriga_web.needs.models import Need, NeedVersion
from auriga_web.needs.operations.changing import kept_in_step, lock, record, subject


def make_private(need: Need, *, actor: Actor, now: datetime) -> None:
    """Turn what is one person's own case into a private one: an operator gets in touch.

    Nobody but its author and the staff sees it again; restoring what was hidden does not undo it.
    """
    lock(need)
    authorise(policies.may_make_private(actor, need))

    record(need, "need.made_private", actor=actor, now=now)
    with kept_in_step(need):
        need.personal_at = now
        need.hidden_at = need.hidden_at or now
    duties.drop_duties_about(subject(need))
    duties.open_duty(
        kind="need.personal",
        subject=subject(need),
        role=Role.OPERATOR,
        due_at=next_reading(now),
        now=now,
        harm=2,
    )
    announce(
        NeedMadePrivate(need_id=need.id, actor_id=actor.person_id, at=now, author_id=need.author_id)
    )


def settle_personal_case(need: Need, *, actor: Actor, now: datetime) -> None:
    """Write that an operator has been in touch."""
    authorise(policies.may_settle_personal(actor, need))
    record(need, "need.personal_settled", actor=actor, now=now)
    duties.settle_duty(kind="need.personal", subject=subject(need), now=now)


def black_out(need: Need, *, passage: str, actor: Actor, now: datetime) -> None:
    """Take a passage out of all that a need says and ever said; the words are kept nowhere.

    :raises NotThere: if the passage is too short, or nowhere in it.
    """
    pattern = rules.passage_pattern(passage)
    lock(need)
    authorise(policies.may_black_out(actor, need))
    versions = db.session.scalars(
        select(NeedVersion).where(NeedVersion.need_id == need.id).with_for_update()
    ).all()

    texts: list[Need | NeedVersion] = [need, *versions]
    rules.check_is_there(any(pattern.search(text) for one in texts for text in _words_of(one)))
    record(need, "need.blacked_out", actor=actor, now=now, version=need.version + 1)
    with kept_in_step(need):
        for one in texts:
            one.title = pattern.sub(rules.BLACKED_OUT, one.title)[:160]
            one.body = pattern.sub(rules.BLACKED_OUT, one.body)
            one.plain_summary = pattern.sub(rules.BLACKED_OUT, one.plain_summary)[:600]
        need.body_html = markup.render(need.body)
        # Who is changing it meanwhile is shown what it says now.
        need.version += 1
        need.updated_at = now
    announce(
        NeedBlackedOut(need_id=need.id, actor_id=actor.person_id, at=now, author_id=need.author_id)
    )


def _words_of(one: Need | NeedVersion) -> tuple[str, str, str]:
    return one.title, one.body, one.plain_summary
