"""Who holds which role: the administrator's page."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from auriga_web.accounts import forms, operations, queries, rules
from auriga_web.core import clock
from auriga_web.core.access import Access, Role, access, current_actor
from auriga_web.core.language import gettext as _

_PAGE = "/personale/persone/<int:person_id>"


def add_to(blueprint: Blueprint) -> None:
    """Add these pages."""
    for rule, view, methods in (
        ("/personale/persone", persons, ["GET"]),
        (_PAGE, person, ["GET"]),
        (f"{_PAGE}/ruoli/<any({', '.join(Role)}):role>", give_role, ["POST"]),
        (f"{_PAGE}/ruoli/<any({', '.join(Role)}):role>/revoca", take_role, ["POST"]),
        (f"{_PAGE}/sospensione", deactivate, ["POST"]),
        (f"{_PAGE}/riammissione", reactivate, ["POST"]),
    ):
        blueprint.add_url_rule(rule, view_func=view, methods=methods)


@access(Access.ADMINISTRATOR)
def persons() -> Any:
    """Show the staff, who waits to be let in, and whom one looks for."""
    form = forms.PersonSearchForm(request.args)
    words = form.q.data or ""
    staff = queries.list_staff()
    return render_template(
        "accounts/persons.html",
        form=form,
        words=words,
        found=queries.search_persons(words, reader=current_actor()),
        staff=staff,
        with_passkey=queries.list_ids_with_passkey([held.id for held in staff]),
        waiting=queries.list_persons_awaiting_approval(),
    )


@access(Access.ADMINISTRATOR)
def person(person_id: int) -> Any:
    """Show a person and what they may do."""
    return _page(person_id)


@access(Access.ADMINISTRATOR)
def give_role(person_id: int, role: str) -> Any:
    """Give a role."""
    operations.give_role(
        queries.get_person(person_id).id, Role(role), actor=current_actor(), now=clock.now()
    )
    flash(_("The role is given. The person has to sign in again."), "done")
    return redirect(url_for("accounts.person", person_id=person_id))


@access(Access.ADMINISTRATOR)
def take_role(person_id: int, role: str) -> Any:
    """Take a role away."""
    try:
        operations.take_role(person_id, Role(role), actor=current_actor(), now=clock.now())
    except rules.CannotTakeRole as problem:
        return _page(person_id, str(problem)), 422
    flash(_("The role is taken away. The person has to sign in again."), "done")
    return redirect(url_for("accounts.person", person_id=person_id))


@access(Access.ADMINISTRATOR)
def deactivate(person_id: int) -> Any:
    """Keep a person out."""
    try:
        operations.deactivate_person(
            queries.get_person(person_id), actor=current_actor(), now=clock.now()
        )
    except rules.CannotTakeRole as problem:
        return _page(person_id, str(problem)), 422
    flash(_("The account is closed until you open it again."), "done")
    return redirect(url_for("accounts.person", person_id=person_id))


@access(Access.ADMINISTRATOR)
def reactivate(person_id: int) -> Any:
    """Let a person in again."""
    operations.reactivate_person(
        queries.get_person(person_id), actor=current_actor(), now=clock.now()
    )
    flash(_("The person can sign in."), "done")
    return redirect(url_for("accounts.person", person_id=person_id))


def _page(person_id: int, problem: str | None = None) -> str:
    shown = queries.get_person_with_roles(person_id)
    return render_template(
        "accounts/person.html",
        person=shown,
        has_second_step=shown.has_code_app or bool(shown.webauthn),
        held={role_held.role for role_held in shown.roles_held},
        roles=list(Role),
        problem=problem,
    )
