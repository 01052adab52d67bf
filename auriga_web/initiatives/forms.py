"""The shape of what people write about an initiative."""

from decimal import Decimal

from flask_wtf import FlaskForm
from wtforms import (
    DateField,
    DecimalField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from auriga_web.core.fields import CheckboxesField
from auriga_web.core.language import lazy_gettext as _
from auriga_web.initiatives.rules import LARGEST_CENTS, LONGEST_BODY

_LARGEST_EUROS = Decimal(LARGEST_CENTS) / 100


class TextForm(FlaskForm):
    """Title, summary and text."""

    title = StringField(
        _("Title"), validators=[InputRequired(_("Give it a title.")), Length(max=160)]
    )
    summary = TextAreaField(
        _("In short"),
        validators=[InputRequired(_("Say in short what it is.")), Length(max=600)],
    )
    body = TextAreaField(
        _("The text"),
        validators=[InputRequired(_("Write the text.")), Length(max=LONGEST_BODY)],
    )


class ProposalForm(TextForm):
    """A new initiative; the choices are passed in by the view."""

    need_ids = CheckboxesField(_("Needs that it answers"), coerce=int, validate_choice=False)
    words = StringField(_("Look for other needs"), validators=[Length(max=200)])
    place = SelectField(_("Where"), validate_choice=False)
    area = SelectField(_("Area"), validate_choice=False)


class VersionForm(TextForm):
    """A new version of the text, and which one its writer had read."""

    note = StringField(_("What changes, and why"), validators=[Length(max=300)])
    version = HiddenField()


class AmendmentForm(FlaskForm):
    """Other words for a passage, and why; the passage goes with them as it was read."""

    passage = HiddenField(validators=[InputRequired()])
    replacement = TextAreaField(
        _("What it should say"), description=_("Leave it empty to take the passage away.")
    )
    reason = TextAreaField(
        _("Why"),
        validators=[InputRequired(_("Say why, in a sentence: who reads it has to understand."))],
    )


class ReasonForm(FlaskForm):
    """Some lines that people will read: a reason, an outcome, an evaluation."""

    text = TextAreaField(_("Text"), validators=[Length(max=4000)])


class PartnerForm(FlaskForm):
    """A body that takes part."""

    organisation_id = SelectField(_("Organisation"), coerce=int)
    role = StringField(
        _("What it does"), validators=[InputRequired(_("Write what it does.")), Length(max=120)]
    )
    contribution = StringField(_("What it brings"), validators=[Length(max=500)])


class RunnerForm(FlaskForm):
    """The cooperative that would run it; none yet is a choice."""

    runner_id = SelectField(_("Who would run it"), coerce=int)


class CostForm(FlaskForm):
    """A line of the estimate, in euros."""

    label = StringField(
        _("What for"), validators=[InputRequired(_("Write what it is for.")), Length(max=160)]
    )
    asked = DecimalField(
        _("How much it takes (euro)"),
        places=2,
        validators=[
            InputRequired(_("Write an amount, for example 1200 or 1200.50.")),
            NumberRange(min=0, max=_LARGEST_EUROS),
        ],
    )
    brought = DecimalField(
        _("How much of it a partner brings (euro)"),
        places=2,
        validators=[Optional(), NumberRange(min=0, max=_LARGEST_EUROS)],
    )
    partner_id = SelectField(_("Which partner"), coerce=int)


class MilestoneForm(FlaskForm):
    """Something that will be done by a day."""

    title = StringField(
        _("What will be done"),
        validators=[InputRequired(_("Write what will be done.")), Length(max=200)],
    )
    due_on = DateField(_("By when"), validators=[InputRequired(_("Choose a day."))])


class NeedForm(FlaskForm):
    """One more need that it answers, by its number."""

    need_id = IntegerField(
        _("Number of the need"),
        validators=[InputRequired(_("Write the number that stands in the need's address."))],
    )
