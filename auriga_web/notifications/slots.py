"""What notifications show on other features' pages: the unread, the follow button, the latest."""

from flask import g, render_template

from auriga_web.core.access import Actor, gate
from auriga_web.core.page_slots import fills
from auriga_web.notifications import queries


@fills("page.account")
def unread(*, actor: Actor) -> str:
    if actor.person_id is None:
        return ""
    known = g.get("beside_person", {})
    count = known["unread"] if "unread" in known else queries.unread_count(actor.person_id)
    return render_template("notifications/slots/unread.html", count=count or 0)


@fills("need.actions")
def follow_need(*, need, actor: Actor) -> str:
    return _follow("need", need.id, actor) if need.is_public else ""


@fills("initiative.actions")
def follow_initiative(*, initiative, actor: Actor) -> str:
    return _follow("initiative", initiative.id, actor) if initiative.is_public else ""


@fills("me.section")
def latest(*, actor: Actor) -> str:
    page = queries.list_messages(reader=actor, limit=5)
    return render_template("notifications/slots/latest.html", messages=page.rows, url_of=url_of)


def url_of(subject: tuple[str, str]) -> str:
    """Return the address of what a message is about."""
    return gate(subject[0]).url(subject[1])


def _follow(kind: str, subject_id: int, actor: Actor) -> str:
    if actor.person_id is None:
        return ""
    return render_template(
        "notifications/partials/_follow.html",
        kind=kind,
        subject_id=subject_id,
        is_followed=_is_followed(actor.person_id, kind, subject_id),
    )


def _is_followed(person_id: int, kind: str, subject_id: int) -> bool:
    known = g.get("beside_person", {})
    if "follows" in known:
        return known["follows"] is not None
    return queries.follows(person_id, kind, subject_id)
