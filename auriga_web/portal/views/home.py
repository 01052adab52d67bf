"""Home: one question, what is open, what came of it, where, and how far things get."""

from flask import render_template, url_for

from auriga_web.chain import rules as chain
from auriga_web.chain.models import StopKind
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.kept import same_for_everybody
from auriga_web.core.language import gettext as _
from auriga_web.core.language import ngettext, number
from auriga_web.initiatives import queries as initiatives
from auriga_web.needs import queries as needs
from auriga_web.needs.models import AnswerKind
from auriga_web.portal import queries
from auriga_web.portal.queries.numbers import Numbers
from auriga_web.portal.views.blueprint import blueprint
from auriga_web.territories import queries as territories

ANSWERS = 3
OPEN_INITIATIVES = 2


@blueprint.get("/")
@access(Access.VISITOR)
@same_for_everybody
def home() -> str:
    today = queries.numbers()
    return render_template(
        "portal/home.html",
        search_hint=_search_hint(today),
        stops=_stops(today),
        initiatives=initiatives.list_initiatives(
            reader=current_actor(), is_being_written=True, limit=OPEN_INITIATIVES
        ).rows,
        # What came of it; while nothing did yet, what was answered first.
        answers=needs.list_latest_answers(kind=AnswerKind.FINAL, limit=ANSWERS)
        or needs.list_latest_answers(limit=ANSWERS),
        dots_of=chain.dots,
        map=territories.province_map(today.open_by_comune),
    )


def _search_hint(today: Numbers) -> str:
    if not today.needs:
        return _("Search needs and services")
    needs = ngettext("%(num)s need", "%(num)s needs", today.needs)
    services = ngettext("%(num)s service", "%(num)s services", today.services)
    return _("Search among %(needs)s and %(services)s", needs=needs, services=services)


def _stops(today: Numbers) -> list[chain.StopSeen]:
    """Return the whole path with what stands at each of its places today."""
    voted = today.initiatives_voted
    sentences = {
        StopKind.NEED: _(
            "%(answered)s of %(total)s have an answer",
            answered=number(today.answered),
            total=number(max(today.needs, today.answered)),
        ),
        StopKind.THEME: ngettext("%(num)s read together", "%(num)s read together", today.themes),
        StopKind.INITIATIVE: ngettext(
            "%(num)s written by many hands",
            "%(num)s written by many hands",
            today.initiatives_in_all,
        ),
        StopKind.VOTE: ngettext("%(num)s put to the vote", "%(num)s put to the vote", voted),
        StopKind.WORK: ngettext(
            "%(num)s under way", "%(num)s under way", today.initiatives_at_work
        ),
        StopKind.OUTCOME: ngettext(
            "%(num)s concluded", "%(num)s concluded", today.initiatives_done
        ),
    }
    links = {
        StopKind.NEED: url_for("needs.index"),
        StopKind.INITIATIVE: url_for("initiatives.index"),
        StopKind.OUTCOME: url_for("portal.outcomes"),
    }
    return [
        chain.StopSeen(
            label=chain.label(stop), phase="past", sentence=sentences[stop], url=links.get(stop)
        )
        for stop in chain.PATH
    ]
