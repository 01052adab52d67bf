"""Reading themes."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from auriga_web.core.database import db
from auriga_web.needs.models import Theme, ThemeNeed


class ThemeRow(NamedTuple):
    """What a list shows of a theme."""

    id: int
    title: str
    created_at: datetime
    need_count: int


def get_theme(theme_id: int) -> Theme:
    """Return a theme.

    :raises NoResultFound: if there is none.
    """
    return db.session.scalars(select(Theme).where(Theme.id == theme_id)).one()


def list_themes_of(need_id: int) -> Sequence[Theme]:
    """Return the themes in which a need is read, first one first."""
    return db.session.scalars(
        select(Theme)
        .join(ThemeNeed, ThemeNeed.theme_id == Theme.id)
        .where(ThemeNeed.need_id == need_id)
        .order_by(ThemeNeed.added_at, Theme.id)
    ).all()


def list_themes(*, limit: int = 50) -> Sequence[ThemeRow]:
    """Return the newest themes, each with how many needs it holds."""
    needs = select(func.count()).where(ThemeNeed.theme_id == Theme.id).scalar_subquery()
    rows = db.session.execute(
        select(Theme.id, Theme.title, Theme.created_at, needs)
        .order_by(Theme.created_at.desc(), Theme.id.desc())
        .limit(limit)
    )
    return [ThemeRow(*row) for row in rows]
