"""Reading needs together: themes."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from auriga_web.audit import operations as audit
from auriga_web.chain import operations as chain
from auriga_web.chain.models import StopKind
from auriga_web.core import markup
from auriga_web.core.access import Actor, authorise
from auriga_web.core.database import db, is_postgresql
from auriga_web.needs import policies, rules
from auriga_web.needs.models import Need, Theme, ThemeNeed
from auriga_web.needs.operations.answering import move_along


def start_theme(
    *, title: str, synthesis: str, needs: Sequence[Need], actor: Actor, now: datetime
) -> Theme:
    """Read some needs together, and say what they have in common.

    :raises NotAllowed: if the actor does not facilitate.
    :raises ReasonMissing: if the title or the synthesis says nothing.
    """
    authorise(policies.may_gather(actor))
    assert actor.person_id is not None
    title, synthesis = rules.check_theme(title), rules.check_theme(synthesis)

    theme = Theme(
        title=" ".join(title.split()),
        synthesis=synthesis.strip(),
        synthesis_html=markup.render(synthesis.strip()),
        author_id=actor.person_id,
        created_at=now,
        updated_at=now,
        version=1,
    )
    db.session.add(theme)
    db.session.flush()
    audit.record(actor, "theme.started", subject_kind="theme", subject_id=theme.id, now=now)
    for need in needs:
        gather_into_theme(need, theme, actor=actor, now=now)
    return theme


def gather_into_theme(need: Need, theme: Theme, *, actor: Actor, now: datetime) -> None:
    """Read a public need in a theme too; doing it twice changes nothing."""
    authorise(policies.may_gather(actor) and need.is_public)

    insert = postgresql.insert if is_postgresql() else sqlite.insert
    added = db.session.execute(
        insert(ThemeNeed)
        .values(theme_id=theme.id, need_id=need.id, added_at=now)
        .on_conflict_do_nothing()
        .returning(ThemeNeed.need_id)
    ).one_or_none()
    if added is None:
        return
    chain.link(origin=("need", need.id), result=("theme", theme.id), now=now)
    if need.stop is StopKind.NEED:
        move_along(
            need,
            stop=StopKind.THEME,
            sentence=rules.N_("read together with others that say the same"),
            actor=actor,
            now=now,
            cause=("theme", theme.id),
        )
