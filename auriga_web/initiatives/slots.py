"""What initiatives show on other features' pages."""

from flask import render_template

from auriga_web.chain import rules as chain_rules
from auriga_web.core.access import Actor
from auriga_web.core.page_slots import fills
from auriga_web.initiatives import policies, queries, rules
from auriga_web.organisations.models import Organisation


@fills("need.aside")
def born_from_a_need(*, need, actor: Actor) -> str:
    return render_template(
        "initiatives/slots/of_need.html",
        need=need,
        initiatives=queries.list_about_need(need.id),
        rules=rules,
        dots_of=chain_rules.dots,
        may_propose=policies.may_propose(actor) and need.is_public,
    )


@fills("organisation.below")
def parts_of_body(*, organisation: Organisation, actor: Actor) -> str:
    return render_template(
        "initiatives/slots/of_body.html",
        parts=queries.list_parts_of(organisation.id),
        rules=rules,
        dots_of=chain_rules.dots,
    )
