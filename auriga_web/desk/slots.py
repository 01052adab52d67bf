"""What the desk shows on other pages: that one takes part for somebody now, and how to end it."""

from flask import render_template

from auriga_web.core.access import Actor
from auriga_web.core.page_slots import fills
from auriga_web.desk import forms
from auriga_web.organisations.models import Organisation


@fills("page.assisting")
def assisting(*, actor: Actor) -> str:
    return render_template("desk/slots/assisting.html", channel=forms.CHANNEL_NAMES[actor.channel])


@fills("organisation.below")
def vouching(*, organisation: Organisation, actor: Actor) -> str:
    if not (actor.is_administrator and organisation.is_verified):
        return ""
    return render_template("desk/slots/vouching.html", organisation=organisation)
