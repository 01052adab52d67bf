"""Glue: how a need answers about itself to what hangs on it, and its words in templates."""

from collections.abc import Sequence

from flask import Flask, url_for
from sqlalchemy import select
from sqlalchemy.exc import NoResultFound

from auriga_web.core.access import SYSTEM, Actor, register_gate
from auriga_web.core.database import db
from auriga_web.core.language import gettext as _
from auriga_web.core.language import lazy_gettext
from auriga_web.core.search import SearchedKind, register_searched
from auriga_web.core.strange_input import is_id
from auriga_web.duties.rules import is_staffed
from auriga_web.needs import policies, rules
from auriga_web.needs.models import Need, NeedState, TargetGroup, Theme


class NeedGate:
    """Discussion, moderation and notifications ask here; a page's own need costs no statement."""

    takes_stances = False

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        need = self._find(subject_id)
        return need is not None and (reader is SYSTEM or policies.may_read(reader, need))

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        need = self._find(subject_id)
        return need is not None and not actor.is_visitor and need.is_open

    def shows_names(self, subject_id: str) -> bool:
        need = self._find(subject_id)
        return need is not None and not need.is_sensitive

    def url(self, subject_id: str) -> str:
        return url_for("needs.show", need_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        need = self._find(subject_id)
        if need is None:
            raise NoResultFound
        if need.state is NeedState.WITHDRAWN:
            return _("A need that its author took back")
        return need.title

    def read_many(self, subject_ids: Sequence[str]) -> Sequence[Need]:
        """Read many at once; while the caller holds them, none costs a statement more."""
        ids = [int(subject_id) for subject_id in subject_ids if is_id(subject_id)]
        return db.session.scalars(select(Need).where(Need.id.in_(ids))).all()

    def _find(self, subject_id: str) -> Need | None:
        return db.session.get(Need, int(subject_id)) if is_id(subject_id) else None


class ThemeGate:
    """A theme is public, and nothing is written on it yet."""

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        return self._find(subject_id) is not None

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        return False

    def url(self, subject_id: str) -> str:
        return url_for("themes.show_theme", theme_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        theme = self._find(subject_id)
        if theme is None:
            raise NoResultFound
        return theme.title

    def _find(self, subject_id: str) -> Theme | None:
        return db.session.get(Theme, int(subject_id)) if is_id(subject_id) else None


def init_app(app: Flask) -> None:
    """Open the gates, and give templates the words for states and the hours of operators."""
    register_gate("need", NeedGate())
    register_searched(
        SearchedKind(
            place=1,
            kind="need",
            slug="bisogni",
            many=lazy_gettext("Needs"),
            one=lazy_gettext("Need"),
        )
    )
    register_gate("theme", ThemeGate())
    app.jinja_env.globals["is_staffed"] = is_staffed
    app.jinja_env.filters.update(
        need_state=rules.state_label,
        need_competence=rules.competence_label,
        need_sent=rules.sent_label,
        need_target_value=lambda value: rules.target_label(TargetGroup(value)),
        need_spoken_for=rules.spoken_for_label,
        need_withdrawal=rules.withdrawal_label,
    )
