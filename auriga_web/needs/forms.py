"""The shape of what people write about needs. Choices of area and place are passed in."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from auriga_web.core.language import lazy_gettext as _


def _whole(value: str | int | None) -> int:
    return int(value or 0)


class NeedForm(FlaskForm):
    """A need."""

    title = StringField(
        _("What is missing, in one sentence"),
        validators=[
            DataRequired(_("Write in one sentence what is missing.")),
            Length(min=10, max=160, message=_("Use between 10 and 160 letters.")),
        ],
    )
    body = TextAreaField(
        _("Tell us more"),
        validators=[
            DataRequired(_("Tell what happens today, and to whom.")),
            Length(min=20, max=6000, message=_("Use between 20 and 6,000 letters.")),
        ],
    )
    service_area_id = SelectField(
        _("What it is about"),
        coerce=_whole,
        validators=[InputRequired(_("Choose what it is about."))],
    )
    comune_id = SelectField(
        _("Comune"), coerce=_whole, validators=[InputRequired(_("Choose the comune."))]
    )
    frazione = StringField(_("Frazione or district"), validators=[Length(max=80)])
    target_groups = SelectMultipleField(
        _("Whom it concerns"), widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    speaks_for = RadioField(
        _("You speak for"), validators=[InputRequired(_("Say for whom you speak."))]
    )
    plain_summary = TextAreaField(_("In simple words"), validators=[Length(max=600)])
    is_signed = BooleanField(_("Sign with my name"))
    has_consented = BooleanField(_("I agree that this is published"))
    # The version that was read, when this changes a need.
    version = HiddenField()
    # Whether the warning about personal data was shown already.
    warned = HiddenField()


class PictureForm(FlaskForm):
    """A picture, and what it shows."""

    file = FileField(_("Picture"), validators=[FileRequired(_("Choose a picture."))])
    description = StringField(
        _("What it shows, for who does not see it"),
        validators=[
            DataRequired(_("Say in a few words what the picture shows.")),
            Length(max=300),
        ],
    )


class ReasonForm(FlaskForm):
    """Why something is sent back or not pursued."""

    reason = TextAreaField(
        _("Why"),
        validators=[
            DataRequired(_("Write the reason: it is shown on the page.")),
            Length(max=4000),
        ],
    )


class WithdrawalForm(FlaskForm):
    """Why an author takes a need back."""

    reason = RadioField(_("Why"), validators=[InputRequired(_("Choose why you take it back."))])


class PositionForm(FlaskForm):
    """What an organisation says."""

    sentence = StringField(
        _("What you say, in one sentence"),
        validators=[DataRequired(_("Write what your organisation says.")), Length(max=300)],
    )
    interest = StringField(_("Would you run this service? Say how"), validators=[Length(max=300)])


class AnswerForm(FlaskForm):
    """An answer, and what it does to the need."""

    kind = RadioField(_("This answer"), validators=[InputRequired(_("Say what this answer does."))])
    body = TextAreaField(
        _("The answer"),
        validators=[DataRequired(_("Write the answer.")), Length(min=20, max=6000)],
    )


class BlackOutForm(FlaskForm):
    """The passage that is taken out."""

    passage = StringField(
        _("Words to take out"),
        validators=[DataRequired(_("Copy here the words to take out.")), Length(max=300)],
    )


class MergeForm(FlaskForm):
    """The need that says the same."""

    into_id = IntegerField(
        _("Number of the need that stays"),
        validators=[InputRequired(_("Write the number of the other need.")), NumberRange(min=1)],
    )


class OwnerForm(FlaskForm):
    """Who looks after a need, and who is asked to answer."""

    owner_id = SelectField(_("Who looks after it"), coerce=int, validators=[Optional()])
    addressee_id = SelectField(_("Who is asked to answer"), coerce=int, validators=[Optional()])
    competence = SelectField(_("Whose task it is"))
    sent_on = DateField(_("Sent to them on"), validators=[Optional()])


class ThemeForm(FlaskForm):
    """The theme in which a need is read: one there is, or a new one."""

    theme_id = SelectField(_("Theme"), coerce=_whole)
    title = StringField(_("Title of the new theme"), validators=[Length(max=160)])
    synthesis = TextAreaField(_("What these needs have in common"), validators=[Length(max=6000)])
