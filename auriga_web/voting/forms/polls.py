"""The shape of what staff write about a vote, and of what voters choose."""

from datetime import datetime
from zoneinfo import ZoneInfo

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    DateTimeLocalField,
    DecimalField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp, ValidationError

from auriga_web.accounts.models import AgeBand
from auriga_web.core.clock import ROME
from auriga_web.core.fields import CheckboxesField
from auriga_web.core.language import gettext
from auriga_web.core.language import lazy_gettext as _


class LocalMomentField(DateTimeLocalField):
    """A moment typed in Italian time, kept in UTC."""

    def process_data(self, value: datetime | None) -> None:
        super().process_data(value.astimezone(ROME).replace(tzinfo=None) if value else None)

    def moment(self) -> datetime:
        """Return what was typed as a moment."""
        typed: datetime = self.data
        return typed.replace(tzinfo=ROME).astimezone(ZoneInfo("UTC"))


_LONGEST_OPTION = 200


def _short_lines(_form: FlaskForm, field: TextAreaField) -> None:
    """Refuse an option that is longer than one can be, by its number."""
    for number, line in enumerate((field.data or "").splitlines(), start=1):
        if len(line.strip()) > _LONGEST_OPTION:
            raise ValidationError(
                gettext(
                    "Line %(number)s is longer than %(most)s characters.",
                    number=number,
                    most=_LONGEST_OPTION,
                )
            )


class PollForm(FlaskForm):
    """A vote with one question."""

    title = StringField(_("Title"), validators=[InputRequired(), Length(max=160)])
    effect = TextAreaField(
        _("What effect it has"),
        description=_(
            "First thing on the ballot. Say what the result binds to: who does what, by when."
        ),
        validators=[InputRequired(), Length(max=2000)],
    )
    territory_id = SelectField(_("Where"), coerce=int, validators=[InputRequired()])
    electorate = RadioField(
        _("Who votes"),
        description=_("Verified people alone, as they are at the opening."),
        choices=[
            SelectChoice("lives", _("Whoever lives there")),
            SelectChoice("tied", _("Whoever lives, works or looks after somebody there")),
            SelectChoice("listed", _("Whoever is on a list that you bring")),
        ],
        default="lives",
        validators=[InputRequired()],
    )
    youngest = SelectField(
        _("From which age"),
        choices=[
            SelectChoice("", "14"),
            *(SelectChoice(band.value, band.value[:2]) for band in list(AgeBand)[1:4]),
        ],
        validators=[Optional()],
    )
    takes_paper = BooleanField(
        _("One can vote on paper too"),
        description=_("At a desk, in an envelope that is opened after the close."),
    )
    opens_at = LocalMomentField(_("Opens"), validators=[InputRequired()])
    closes_at = LocalMomentField(_("Closes"), validators=[InputRequired()])
    question = StringField(_("Question"), validators=[InputRequired(), Length(max=300)])
    method = RadioField(_("How one votes"), default="approval", validators=[InputRequired()])
    initiatives = CheckboxesField(
        _("Initiatives with a frozen text"), coerce=int, validators=[Optional()]
    )
    plain_options = TextAreaField(
        _("Other options"),
        description=_("One per line, for instance “No, not this time”."),
        validators=[Optional(), Length(max=2000), _short_lines],
    )
    minimum = IntegerField(
        _("Fewest choices"), default=1, validators=[InputRequired(), NumberRange(1, 100)]
    )
    maximum = IntegerField(
        _("Most choices"),
        description=_("Empty means as many as there are."),
        validators=[Optional(), NumberRange(1, 100)],
    )
    winners = IntegerField(
        _("How many win"),
        description=_("Where money is shared out, the budget decides how many."),
        default=1,
        validators=[InputRequired(), NumberRange(1, 100)],
    )
    budget = DecimalField(
        _("What there is to spend, in euro"),
        description=_("Only where the method shares out money. Each initiative has its cost."),
        places=2,
        use_locale=False,
        validators=[Optional(), NumberRange(0, 20_000_000)],
    )
    points = IntegerField(
        _("Points that each voter shares out"),
        description=_("Only where the method counts points."),
        validators=[Optional(), NumberRange(1, 100)],
    )
    incompatible = TextAreaField(
        _("What cannot be done together"),
        description=_(
            "One group per line, with the numbers that the options have on the page of"
            " preparation: 1+3 means that 1 and 3 cannot both win."
        ),
        validators=[
            Optional(),
            Length(max=280),
            Regexp(
                r"^\s*\d{1,3}(\+\d{1,3})+(\s+\d{1,3}(\+\d{1,3})+)*\s*$",
                message=_("Write numbers joined by +, one group per line, for instance 1+3."),
            ),
        ],
    )
    version = HiddenField(default="1")

    def incompatible_groups(self) -> list[list[int]]:
        return [
            [int(number) for number in group.split("+")]
            for group in (self.incompatible.data or "").split()
        ]

    def budget_cents(self) -> int | None:
        return None if self.budget.data is None else int(self.budget.data * 100)

    def plain_titles(self) -> list[str]:
        return [
            line.strip() for line in (self.plain_options.data or "").splitlines() if line.strip()
        ]


class ReasonForm(FlaskForm):
    """Why a vote is stopped or declared void; it is said in public."""

    reason = TextAreaField(
        _("Reason"),
        description=_("It is published as you write it."),
        validators=[InputRequired(), Length(max=1000)],
    )


class OutageForm(ReasonForm):
    """By which outage the end moves."""

    began = LocalMomentField(_("The outage began"), validators=[InputRequired()])
    ended = LocalMomentField(_("The outage ended"), validators=[InputRequired()])


class AnswerForm(FlaskForm):
    """What comes of a result."""

    text = TextAreaField(
        _("What comes of it"),
        description=_("Who does what, by when. It is published as you write it, and stays."),
        validators=[InputRequired(), Length(min=20, max=4000)],
    )
    review_on = DateField(
        _("When it is looked at again"),
        description=_("On that day staff says here what was done. Empty if nothing is left to do."),
        validators=[Optional()],
    )


class ClaimForm(FlaskForm):
    """What a voter does not find."""

    text = TextAreaField(
        _("What you do not find"),
        description=_("The code you have, letter by letter, and what you see in the list instead."),
        validators=[InputRequired(), Length(min=10, max=2000)],
    )


class VerdictForm(FlaskForm):
    """What the guarantor decides on a claim."""

    reason = TextAreaField(
        _("Your answer"),
        description=_("It is sent to whoever claimed."),
        validators=[InputRequired(), Length(min=10, max=2000)],
    )
    verdict = RadioField(
        _("Is the claim right?"),
        choices=[
            SelectChoice("right", _("Yes: the list is wrong")),
            SelectChoice("wrong", _("No: the list is right")),
        ],
        validators=[InputRequired()],
    )


class ChamberForm(FlaskForm):
    """What goes with the choice of a body."""

    reason = TextAreaField(_("Why"), validators=[Optional(), Length(max=2000)])
    conflict = TextAreaField(
        _("Conflict of interest"),
        description=_(
            "If your organisation would run one of these initiatives, or be paid for it, say so."
        ),
        validators=[Optional(), Length(max=1000)],
    )
