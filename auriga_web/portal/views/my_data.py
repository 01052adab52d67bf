"""My data: what is kept, taking it away, being forgotten."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from flask import Response, make_response, render_template
from werkzeug.exceptions import TooManyRequests

from auriga_web.accounts import queries as accounts
from auriga_web.audit import operations as audit
from auriga_web.core import clock, limits
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.answers import private
from auriga_web.core.attachments import Attachment, files
from auriga_web.core.recently import recently_confirmed
from auriga_web.core.spreadsheets import cell
from auriga_web.portal import queries
from auriga_web.portal.views.blueprint import blueprint

_A_DAY = timedelta(days=1)
_MOST_COPIES_A_DAY = 2


@blueprint.get("/io/dati")
@access(Access.MEMBER)
def my_data() -> Response:
    """Say what is kept and what one may do about it."""
    reader = current_actor()
    person_id = reader.person_id or 0
    return private(
        make_response(
            render_template(
                "portal/my_data.html",
                consents=accounts.list_consents(reader),
                verification=accounts.find_verification(person_id),
                erasure=accounts.find_erasure(person_id),
                is_held_back=accounts.is_erasure_held_back(person_id),
            )
        )
    )


@blueprint.post("/io/dati/copia")
@access(Access.MEMBER)
@recently_confirmed("portal.my_data")
def copy_my_data() -> Any:
    """Hand over all that is kept of the reader, made now and kept nowhere."""
    actor, now = current_actor(), clock.now()
    if not limits.is_within("copies", _A_DAY, _MOST_COPIES_A_DAY, now, str(actor.person_id)):
        raise TooManyRequests(retry_after=int(_A_DAY.total_seconds()))
    tables = queries.read_my_data(reader=actor)
    answer = make_response(_packed(tables, queries.list_my_files(reader=actor)))
    audit.record(
        actor, "person.data_copied", subject_kind="person", subject_id=actor.person_id or 0, now=now
    )
    answer.mimetype = "application/zip"
    name = f"auriga-{now:%Y-%m-%d}.zip"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return private(answer)


def _packed(
    tables: Mapping[str, Sequence[Mapping[str, Any]]], attached: Sequence[Attachment]
) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("LEGGIMI.txt", render_template("portal/my_data.txt", tables=tables))
        archive.writestr("dati.json", json.dumps(tables, default=str, ensure_ascii=False, indent=1))
        for name, rows in tables.items():
            archive.writestr(f"tabelle/{name}.csv", _as_csv(rows))
        for attachment in attached:
            content = files.read(attachment.sha256)
            if content is not None:
                ending = "jpg" if attachment.content_type == "image/jpeg" else "pdf"
                archive.writestr(f"file/{attachment.id}.{ending}", content)
    return whole.getvalue()


def _as_csv(rows: Sequence[Mapping[str, Any]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]))
    writer.writeheader()
    writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    # Spreadsheets tell by its first sign that it is UTF-8.
    return "\ufeff" + text.getvalue()
