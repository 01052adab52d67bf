"""Handing files out: to who may see the thing they hang on, and so that none acts as a page."""

from flask import Blueprint, Flask, Response, request, url_for
from werkzeug.exceptions import NotFound

from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.attachments import files
from auriga_web.core.attachments.models import Attachment, AttachmentKind
from auriga_web.core.attachments.queries import find_readable
from auriga_web.core.slugs import slug_of

_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
blueprint = Blueprint("attachments", __name__, url_prefix="/allegati")


@blueprint.get("/<int:attachment_id>")
@access(Access.VISITOR)
def show(attachment_id: int) -> Response:
    attachment = _readable(attachment_id)
    return _answer(attachment, attachment.sha256)


@blueprint.get("/<int:attachment_id>/miniatura")
@access(Access.VISITOR)
def thumbnail(attachment_id: int) -> Response:
    attachment = _readable(attachment_id)
    if attachment.thumbnail_sha256 is None:
        raise NotFound
    return _answer(attachment, attachment.thumbnail_sha256)


def init_app(app: Flask) -> None:
    """Serve what is attached, and give templates its addresses."""
    app.register_blueprint(blueprint)
    app.jinja_env.globals.update(
        attachment_url=lambda one: url_for("attachments.show", attachment_id=one.id),
        thumbnail_url=lambda one: url_for("attachments.thumbnail", attachment_id=one.id),
    )


def _readable(attachment_id: int) -> Attachment:
    found = find_readable(attachment_id, reader=current_actor())
    if found is None:
        raise NotFound
    return found


def _answer(attachment: Attachment, name: str) -> Response:
    content = files.read(name)
    if content is None:
        raise NotFound
    response = Response(content, mimetype=attachment.content_type)
    response.headers["Content-Security-Policy"] = _POLICY
    # Asked again each time: what was hidden meanwhile is not shown from a cache.
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(name[:32])
    is_picture = attachment.kind is AttachmentKind.PICTURE
    stem = slug_of(attachment.description)[:60] or "auriga"
    response.headers["Content-Disposition"] = (
        f'inline; filename="{stem}.jpg"' if is_picture else f'attachment; filename="{stem}.pdf"'
    )
    response.make_conditional(request)
    return response
