"""The shape of a list of voters, and of what is read in envelopes."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    FileField,
    IntegerField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from auriga_web.core.language import lazy_gettext as _


class ListForm(FlaskForm):
    """The list of those who can vote: pasted, or a file."""

    text = TextAreaField(
        _("The list"),
        description=_("One person per line: their e-mail address here, or their fiscal code."),
        validators=[Optional(), Length(max=300_000)],
    )
    file = FileField(_("Or a CSV file"), validators=[Optional()])

    def content(self) -> str:
        """Return what was pasted, or what is in the file; a file wins."""
        sent = self.file.data
        if sent:
            raw: bytes = sent.read(300_000)
            return raw.decode("utf-8-sig", errors="replace").replace("\x00", "")
        return self.text.data or ""


class SheetsForm(FlaskForm):
    """How many paper ballots to print."""

    count = IntegerField(
        _("How many ballots"), default=20, validators=[InputRequired(), NumberRange(1, 200)]
    )


class SheetForm(FlaskForm):
    """The number of a sheet; its marks are fields of the page."""

    sheet = StringField(
        _("Number of the sheet"),
        description=_("Twelve letters and digits, at its top."),
        validators=[InputRequired(), Length(max=40)],
    )
    is_spoiled = BooleanField(
        _("Not valid"),
        description=_("What is marked makes no ballot, or shows who voted: it counts as blank."),
    )


class EndForm(FlaskForm):
    """That the envelopes are all read."""

    missing = IntegerField(
        _("Envelopes that held no sheet"),
        default=0,
        validators=[InputRequired(), NumberRange(0, 10_000)],
    )
