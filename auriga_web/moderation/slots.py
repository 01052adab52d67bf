"""The link that warns the moderators, wherever something can be reported."""

from flask import render_template, url_for
from markupsafe import Markup

from auriga_web.core.access import Actor
from auriga_web.core.language import gettext as _
from auriga_web.core.page_slots import fills
from auriga_web.moderation import policies

_LINK = Markup('<a href="{}" rel="nofollow">{}</a>')


@fills("subject.report")
def report_link(*, subject_kind: str, subject_id: int | str, **_rest: object) -> str:
    return render_template(
        "moderation/slots/report.html", subject_kind=subject_kind, subject_id=subject_id
    )


@fills("comment.actions")
def comment_links(*, comment, actor: Actor) -> str:
    # Made by hand and not by a template: it stands beside each of fifty comments.
    if comment.author_id == actor.person_id or comment.deleted_at is not None:
        return ""
    if policies.may_work(actor):
        address = url_for("moderation.case", kind="comment", subject_id=comment.id)
        return _LINK.format(address, _("Moderate"))
    address = url_for("moderation.new_report", tipo="comment", id=comment.id)
    return _LINK.format(address, _("Warn the moderators"))
