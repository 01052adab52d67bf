"""The shape of what staff write about a process."""

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional

from auriga_web.core.language import lazy_gettext as _


class ProcessForm(FlaskForm):
    """What a process says; of an open one the promise is not asked again."""

    title = StringField(
        _("Title"), validators=[InputRequired(_("Write a title.")), Length(max=160)]
    )
    summary = TextAreaField(
        _("In short"),
        validators=[InputRequired(_("Say in two lines what it is about.")), Length(max=400)],
    )
    purpose = TextAreaField(
        _("What it is for"),
        validators=[InputRequired(_("Write what the process is for.")), Length(max=8000)],
    )
    promise = TextAreaField(
        _("The promise: what you will do with the result"), validators=[Length(max=2000)]
    )
    promise_by = StringField(_("Who keeps the promise"), validators=[Length(max=200)])
    promise_due_on = DateField(_("By which day"), validators=[Optional()])
    version = HiddenField()


class NewProcessForm(ProcessForm):
    """The choices of owner and place are passed in by the view."""

    owner_id = SelectField(
        _("Who owns it"), coerce=int, validators=[InputRequired(_("Choose who owns it."))]
    )
    place = SelectField(_("Where"), validate_choice=False)
    first_day = DateField(
        _("First day"), validators=[InputRequired(_("Choose the day it begins."))]
    )


class CopyForm(FlaskForm):
    """A process like another, from another day on."""

    title = StringField(
        _("Title"), validators=[InputRequired(_("Write a title.")), Length(max=160)]
    )
    first_day = DateField(
        _("First day"), validators=[InputRequired(_("Choose the day it begins."))]
    )


class PhaseRow(Form):
    """One phase; with no type it is left out."""

    type = SelectField(_("Phase"))
    title = StringField(_("Name, if another"), validators=[Length(max=120)])
    first_day = DateField(_("First day"), validators=[Optional()])
    last_day = DateField(_("Last day, included"), validators=[Optional()])


class PhasesForm(FlaskForm):
    """The phases in their order; the choices of type are passed in by the view."""

    phases = FieldList(FormField(PhaseRow), max_entries=12)


class WordsForm(FlaskForm):
    """Some lines that people will read: an outcome, a reason."""

    words = TextAreaField(
        _("What people will read"),
        validators=[InputRequired(_("Write it in a few words.")), Length(max=8000)],
    )


class DocumentForm(FlaskForm):
    """A text of a document, and which one its writer had read."""

    title = StringField(
        _("Title"), validators=[InputRequired(_("Write a title.")), Length(max=200)]
    )
    body = TextAreaField(
        _("The text"), validators=[InputRequired(_("Write the text.")), Length(max=40_000)]
    )
    version = HiddenField()


class NewDocumentForm(DocumentForm):
    """A new document; the choices are passed in by the view."""

    kind = SelectField(_("What it is"))
    visibility = SelectField(_("Who reads it"))
    last_day = DateField(_("Last day to answer, included"), validators=[Optional()])
