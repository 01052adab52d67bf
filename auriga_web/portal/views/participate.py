"""Partecipa: everything one can take part in now."""

from flask import render_template

from auriga_web.chain import rules as chain
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.kept import same_for_everybody
from auriga_web.core.page_cache import keep_until
from auriga_web.initiatives import queries as initiatives
from auriga_web.needs import queries as needs
from auriga_web.portal.views.blueprint import blueprint

SHOWN = 12


@blueprint.get("/partecipa")
@access(Access.VISITOR)
@same_for_everybody
def participate() -> str:
    now = clock.now()
    waiting = needs.list_needs(
        needs.Chosen(), order=needs.Order.WAITING, limit=SHOWN // 2
    ).page.rows
    for need in waiting:
        # A date to come turns into a date that passed.
        if need.answer_due_at is not None and need.answer_due_at > now:
            keep_until(need.answer_due_at)
    return render_template(
        "portal/participate.html",
        initiatives=initiatives.list_initiatives(
            reader=current_actor(), is_being_written=True, limit=SHOWN
        ).rows,
        waiting=waiting,
        time=now,
        dots_of=chain.dots,
    )
