"""What a duty is about: what it says, where it is, and where one acts on it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from auriga_web.backoffice.operations import APPROVED_HERE
from auriga_web.backoffice.queries.inbox import InboxRow
from auriga_web.core.access import Actor, NoGate, gate
from auriga_web.core.database import db
from auriga_web.core.markup import render
from auriga_web.discussion.queries import find_comment
from auriga_web.moderation.queries import REPORT_DUTY, list_open_reports
from auriga_web.moderation.rules import category_label
from auriga_web.needs.models import Need

MOST_REPORTS = 20


class ReportSeen(NamedTuple):
    """What somebody warned about."""

    label: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """What stands beside the list."""

    text: Markup | None
    url: str | None
    act_url: str | None
    may_approve: bool
    reports: Sequence[ReportSeen]


def thing_of(row: InboxRow, actor: Actor) -> Thing:
    """Return what a duty is about, as far as the actor sees it."""
    is_report = row.kind == REPORT_DUTY
    url = _address(row, actor)
    return Thing(
        text=_text(row),
        url=url,
        act_url=_act_url(row, url),
        may_approve=row.kind in APPROVED_HERE,
        reports=_reports(row) if is_report else [],
    )


def _reports(row: InboxRow) -> Sequence[ReportSeen]:
    return [
        ReportSeen(category_label(report.category), report.text, report.created_at)
        for report in list_open_reports(row.subject_kind, row.subject_id)[:MOST_REPORTS]
    ]


def _address(row: InboxRow, actor: Actor) -> str | None:
    try:
        about = gate(row.subject_kind)
    except NoGate:
        return None
    return about.url(row.subject_id) if about.may_read(actor, row.subject_id) else None


def _act_url(row: InboxRow, url: str | None) -> str | None:
    if row.kind == "moderation.appeal":
        return url_for("moderation.decide_appeal", appeal_id=int(row.subject_id))
    if row.kind in APPROVED_HERE:
        return url_for("moderation.case", kind=row.subject_kind, subject_id=row.subject_id)
    return url


def _text(row: InboxRow) -> Markup | None:
    own_id = int(row.subject_id) if row.subject_id.isdecimal() else 0
    if row.subject_kind == "comment":
        comment = find_comment(own_id)
        return comment.body_html if comment is not None else None
    if row.subject_kind == "need":
        need = db.session.get(Need, own_id)
        return render(need.body) if need is not None else None
    return None
