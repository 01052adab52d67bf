"""The links to the moderators, wherever something can be reported, and to the case for them."""

from functools import lru_cache
from typing import Any

from flask import render_template, request, url_for
from markupsafe import Markup

from auriga_web.core.access import Actor
from auriga_web.core.language import current_language
from auriga_web.core.language import gettext as _
from auriga_web.core.page_slots import fills
from auriga_web.moderation import policies


@fills("subject.report")
def report_link(*, subject_kind: str, subject_id: int | str, **_rest: object) -> str:
    return render_template(
        "moderation/slots/report.html", subject_kind=subject_kind, subject_id=subject_id
    )


@fills("need.staff")
def case_link(*, need: Any, actor: Actor) -> str:
    """Lead to where a need is hidden with its reasons, and shown again."""
    if (
        need.published_at is None
        or not policies.may_work(actor)
        or need.author_id == actor.person_id
    ):
        return ""
    address = url_for("moderation.case", kind="need", subject_id=need.id)
    return Markup('<p><a href="{}">{}</a></p>').format(address, _("Moderate"))


@fills("comment.actions")
def comment_links(*, comment, actor: Actor) -> str:
    if comment.author_id == actor.person_id or comment.deleted_at is not None:
        return ""
    link = _comment_link(current_language(), request.script_root, policies.may_work(actor))
    return link % comment.id


@lru_cache(maxsize=8)
def _comment_link(_language: str, _root: str, is_for_moderators: bool) -> Markup:
    """Make the link once, with a place for the number: it stands beside each of fifty comments."""
    if is_for_moderators:
        address = url_for("moderation.case", kind="comment", subject_id="NUMBER")
        text = _("Moderate")
    else:
        address = url_for("moderation.new_report", tipo="comment", id="NUMBER")
        text = _("Warn the moderators")
    link = Markup('<a href="{}" rel="nofollow">{}</a>').format(address, text)
    return Markup(link.replace("NUMBER", "%d"))  # noqa: S704
