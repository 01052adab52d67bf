"""Glue: initiatives answer for themselves to what hangs on them."""

from collections.abc import Sequence

from flask import Flask, g, has_request_context, url_for

from auriga_web.core.access import Actor, register_gate
from auriga_web.core.language import gettext as _
from auriga_web.core.language import lazy_gettext
from auriga_web.core.search import SearchedKind, register_searched
from auriga_web.initiatives import policies, queries
from auriga_web.initiatives.models import Initiative


class InitiativeGate:
    """Who may read an initiative and write on it, and where its page is."""

    # Comments may be for, neutral or against.
    takes_stances = True

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        initiative = _find(subject_id)
        return initiative is not None and policies.may_read(reader, initiative)

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        initiative = _find(subject_id)
        return initiative is not None and policies.may_comment(actor, initiative)

    def url(self, subject_id: str) -> str:
        return url_for("initiatives.show", initiative_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        initiative = _find(subject_id)
        return "" if initiative is None else initiative.title

    def read_many(self, subject_ids: Sequence[str]) -> Sequence[Initiative]:
        """Read many at once; while the caller holds them, none costs a statement more."""
        return queries.list_by_ids(subject_ids)

    def shows_names(self, subject_id: str) -> bool:
        """Not in a sensitive area, where being named can harm."""
        return _find(subject_id) is not None and not queries.is_sensitive(int(subject_id))


class AmendmentGate:
    """Who may read a proposed change and speak about it, and where its page is."""

    # Comments may be for, neutral or against.
    takes_stances = True

    def may_read(self, reader: Actor, subject_id: str) -> bool:
        found = queries.find_amendment(subject_id)
        return (
            found is not None
            and policies.may_read(reader, found[1])
            and policies.may_read_amendment(reader, found[0])
        )

    def may_write(self, actor: Actor, subject_id: str) -> bool:
        found = queries.find_amendment(subject_id)
        return (
            found is not None
            and found[0].hidden_at is None
            and policies.may_comment(actor, found[1])
        )

    def url(self, subject_id: str) -> str:
        return url_for("initiatives.amendment", amendment_id=int(subject_id))

    def title(self, subject_id: str) -> str:
        found = queries.find_amendment(subject_id)
        return "" if found is None else _("Proposed change to “%(title)s”", title=found[1].title)

    def shows_names(self, subject_id: str) -> bool:
        found = queries.find_amendment(subject_id)
        return found is not None and not queries.is_sensitive(found[1].id)


def _find(subject_id: str) -> Initiative | None:
    initiative = queries.find_initiative(subject_id)
    if has_request_context():
        # Held until the request ends: the session forgets what nobody holds, and asks again.
        g.setdefault("held_initiatives", {})[subject_id] = initiative
    return initiative


def init_app(_app: Flask) -> None:
    """Let discussions, moderation and notifications ask about initiatives."""
    register_gate("initiative", InitiativeGate())
    register_searched(
        SearchedKind(
            place=2,
            kind="initiative",
            slug="iniziative",
            many=lazy_gettext("Initiatives"),
            one=lazy_gettext("Initiative"),
        )
    )
    register_gate("amendment", AmendmentGate())
