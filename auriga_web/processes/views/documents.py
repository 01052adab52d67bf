"""Writing the documents of a process."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice

from auriga_web.core import clock
from auriga_web.core.access import Access, access, current_actor
from auriga_web.core.language import gettext as _
from auriga_web.core.strange_input import is_id
from auriga_web.processes import operations, queries, rules
from auriga_web.processes.forms import DocumentForm, NewDocumentForm
from auriga_web.processes.models import Document, DocumentKind, Visibility
from auriga_web.processes.views.blueprint import blueprint
from auriga_web.processes.views.public import document_page


@blueprint.get("/<int:process_id>/documenti/nuovo")
@access(Access.FACILITATOR)
def new_document(process_id: int) -> str:
    page = queries.get_process_page(process_id, reader=current_actor())
    return _new_page(page, _new_form(page))


@blueprint.post("/<int:process_id>/documenti")
@access(Access.FACILITATOR)
def add_document(process_id: int) -> Response | tuple[str, int]:
    page = queries.get_process_page(process_id, reader=current_actor())
    form = _new_form(page)
    if not form.validate_on_submit():
        return _new_page(page, form), 422
    try:
        made = operations.add_document(
            page.process,
            kind=DocumentKind(form.kind.data),
            text=_text(form),
            visibility=Visibility(form.visibility.data),
            last_day=form.last_day.data,
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.ReservedWords as problem:
        form.title.errors = [str(problem)]
        return _new_page(page, form), 422
    return redirect(url_for("processes.document", process_id=process_id, number=made.number))


@blueprint.get("/<int:process_id>/documenti/<int:number>/modifica")
@access(Access.FACILITATOR)
def edit_document(process_id: int, number: int) -> str:
    page, found = _load(process_id, number)
    present = queries.find_version(found.id, found.version_no)
    assert present is not None
    form = DocumentForm(title=present.title, body=present.body, version=present.number)
    return render_template("processes/edit_document.html", page=page, document=found, form=form)


@blueprint.post("/<int:process_id>/documenti/<int:number>/modifica")
@access(Access.FACILITATOR)
def rewrite_document(process_id: int, number: int) -> Response | tuple[str, int]:
    page, found = _load(process_id, number)
    form, template = DocumentForm(), "processes/edit_document.html"
    if not form.validate_on_submit():
        return render_template(template, page=page, document=found, form=form), 422
    try:
        operations.rewrite_document(
            page.process,
            found,
            text=_text(form),
            known_version=int(form.version.data) if is_id(form.version.data or "") else 0,
            actor=current_actor(),
            now=clock.now(),
        )
    except rules.ReservedWords as problem:
        form.title.errors = [str(problem)]
        return render_template(template, page=page, document=found, form=form), 422
    except rules.ChangedMeanwhile:
        form.title.errors = [_("Somebody wrote it anew meanwhile: open it in another window.")]
        return render_template(template, page=page, document=found, form=form), 409
    return redirect(url_for("processes.document", process_id=process_id, number=number))


@blueprint.post("/<int:process_id>/documenti/<int:number>/pubblicazione")
@access(Access.FACILITATOR)
def publish_document(process_id: int, number: int) -> Response | tuple[str, int]:
    page, found = _load(process_id, number)
    try:
        operations.publish_document(page.process, found, actor=current_actor(), now=clock.now())
    except rules.CannotPublish as problem:
        return document_page(process_id, number, problem=str(problem)), 422
    flash(_("The document is published."), "done")
    return redirect(url_for("processes.document", process_id=process_id, number=number))


def _load(process_id: int, number: int) -> tuple[queries.ProcessPage, Document]:
    reader = current_actor()
    page = queries.get_process_page(process_id, reader=reader)
    return page, queries.get_document(process_id, number, reader=reader)


def _text(form: DocumentForm) -> operations.DocumentText:
    return operations.DocumentText(title=form.title.data or "", body=form.body.data or "")


def _new_form(page: queries.ProcessPage) -> NewDocumentForm:
    form, ours = NewDocumentForm(), page.is_administrations
    form.kind.choices = [
        SelectChoice(kind.value, rules.document_label(kind, is_administration=ours))
        for kind in DocumentKind
    ]
    form.visibility.choices = [
        SelectChoice(each.value, rules.visibility_label(each)) for each in Visibility
    ]
    return form


def _new_page(page: queries.ProcessPage, form: NewDocumentForm) -> str:
    return render_template("processes/new_document.html", page=page, form=form)
