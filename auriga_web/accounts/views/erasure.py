"""Asking to be forgotten, and thinking better of it."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for

from auriga_web.accounts import operations, rules
from auriga_web.accounts.models import ErasureMode
from auriga_web.accounts.views import sign_up
from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.recently import recently_confirmed

_WORDS = {"senza-nome": ErasureMode.ANONYMISE, "tutto": ErasureMode.REMOVE}


def add_to(blueprint: Blueprint) -> None:
    """Add these addresses; the page is the window's, which sees everything."""
    blueprint.add_url_rule(
        "/io/dati/cancellazione/<any('senza-nome', tutto):how>",
        view_func=ask_for_erasure,
        methods=["POST"],
    )
    blueprint.add_url_rule(
        "/io/dati/cancellazione/rinuncia", view_func=give_up_erasure, methods=["POST"]
    )


@access(Access.MEMBER)
@recently_confirmed("portal.my_data")
def ask_for_erasure(how: str) -> Any:
    """Note it, to be done in two weeks."""
    try:
        operations.ask_for_erasure(
            actor=current_actor(),
            mode=_WORDS[how],
            data_link=sign_up.absolute(url_for("portal.my_data")),
            now=clock.now(),
        )
    except rules.CannotErase as problem:
        flash(str(problem), "wrong")
    return redirect(url_for("portal.my_data"))


@access(Access.MEMBER)
def give_up_erasure() -> Any:
    """Stay."""
    operations.give_up_erasure(actor=current_actor(), now=clock.now())
    flash(_("Your account stays."), "done")
    return redirect(url_for("portal.my_data"))
