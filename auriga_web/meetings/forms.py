"""The shape of what people write about a meeting."""

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
    URLField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from auriga_web.core.language import lazy_gettext as _

AGENDA_LINES = 6


class AgendaRow(Form):
    """A point of the agenda; without a title it is left out."""

    title = StringField(_("Point"), validators=[Length(max=200)])
    minutes = IntegerField(
        _("How many minutes"), validators=[Optional(), NumberRange(min=1, max=480)]
    )


class CallForm(FlaskForm):
    """A call; the choices are passed in by the view."""

    title = StringField(
        _("Title"), validators=[InputRequired(_("Write a title.")), Length(max=160)]
    )
    purpose = TextAreaField(
        _("What we meet for"),
        validators=[InputRequired(_("Write what you meet for.")), Length(max=4000)],
    )
    caller_id = SelectField(
        _("Who calls"), coerce=int, validators=[InputRequired(_("Choose who calls."))]
    )
    day = DateField(_("Day"), validators=[InputRequired(_("Choose the day."))])
    begins = TimeField(_("From"), validators=[InputRequired(_("Write when it begins."))])
    ends = TimeField(_("To"), validators=[InputRequired(_("Write when it ends."))])
    format = RadioField(_("How"), default="in_person")
    comune = SelectField(_("Where"), validate_choice=False)
    place = StringField(_("Address of the place"), validators=[Length(max=300)])
    online_url = URLField(_("Address to connect to"), validators=[Length(max=300)])
    access_notes = TextAreaField(_("How one gets in"), validators=[Length(max=1000)])
    seats = IntegerField(_("Seats"), validators=[Optional(), NumberRange(min=1, max=10_000)])
    process_id = SelectField(_("Process it is part of"), coerce=int)
    initiative_id = HiddenField()
    agenda = FieldList(FormField(AgendaRow), min_entries=AGENDA_LINES, max_entries=20)


class SignUpForm(FlaskForm):
    """What one needs in order to take part."""

    access_needs = StringField(_("What you need in order to come"), validators=[Length(max=500)])


class ReasonForm(FlaskForm):
    """Some lines that people will read."""

    words = TextAreaField(validators=[Length(max=4000)])


class MinutesForm(FlaskForm):
    """The text of the minutes, and which one its writer had read."""

    body = TextAreaField(
        _("What was said"),
        validators=[InputRequired(_("Write what was said.")), Length(max=40_000)],
    )
    version = HiddenField()


class AboutForm(FlaskForm):
    """What a decision or a commitment is about: the number in the address of its page."""

    need_id = IntegerField(
        _("Number of the need"), validators=[Optional(), NumberRange(1, 2**31 - 1)]
    )
    initiative_id = IntegerField(
        _("Number of the initiative"), validators=[Optional(), NumberRange(1, 2**31 - 1)]
    )


class DecisionForm(AboutForm):
    """Something that was decided."""

    text = TextAreaField(
        _("What was decided"),
        validators=[InputRequired(_("Write what was decided.")), Length(max=2000)],
    )


class CommitmentForm(AboutForm):
    """Who does what by when."""

    what = TextAreaField(
        _("What"), validators=[InputRequired(_("Write what will be done.")), Length(max=2000)]
    )
    who = StringField(
        _("Who"), validators=[InputRequired(_("Write who does it.")), Length(max=200)]
    )
    due_on = DateField(_("By which day"), validators=[InputRequired(_("Choose the day."))])


class OthersForm(FlaskForm):
    """How many came without an account."""

    count = IntegerField(validators=[InputRequired(), NumberRange(0, 10_000)])
