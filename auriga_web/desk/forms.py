"""The shape of what is typed at the desk."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    Email,
    EqualTo,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    Regexp,
)

from auriga_web.accounts.forms import DeskForm
from auriga_web.accounts.models import VerificationMeans
from auriga_web.accounts.rules import document_text, fiscal_code_text
from auriga_web.core.access import Channel
from auriga_web.core.language import lazy_gettext as _
from auriga_web.desk.rules import CHANNELS

CHANNEL_NAMES = {
    Channel.WEB: _("on the site"),
    Channel.DESK: _("at a desk"),
    Channel.PHONE: _("by telephone"),
    Channel.PAPER: _("on paper"),
}
_WHOLE_ADDRESS = _("Write a whole address, such as name@example.com.")


class RegisterForm(DeskForm):
    """Somebody without an address, and what an operator reads on their document."""

    name = StringField(
        _("Name and surname"),
        description=_("As the document writes it."),
        validators=[
            InputRequired(_("Write how they are called.")),
            Length(max=120, message=_("Use at most 120 characters.")),
            Regexp(r"^[^\x00-\x1f\x7f<>]*$", message=_("Use letters, spaces and signs alone.")),
        ],
        render_kw={"autocomplete": "off"},
    )


class VouchForm(DeskForm):
    """What a representative reads on the document of a member."""

    is_seen = BooleanField(
        _("I have seen the document, and the person is a member of the organisation."),
        validators=[InputRequired(_("Look at the document first."))],
    )


class QuotaForm(FlaskForm):
    """For how many of its members a body may vouch."""

    quota = IntegerField(
        _("For how many members at most"),
        validators=[
            InputRequired(_("Write a number.")),
            NumberRange(1, 500, message=_("Write a number from 1 to 500.")),
        ],
    )


class RevocationForm(FlaskForm):
    """Which verifications to end, and why; looked at by GET first."""

    means = SelectField(
        _("How they were verified"),
        choices=[
            SelectChoice("", _("in any way")),
            SelectChoice(VerificationMeans.DESK.value, _("at a desk")),
            SelectChoice(VerificationMeans.BODY.value, _("by an organisation")),
        ],
        validators=[Optional()],
    )
    body = SelectField(_("By which organisation"), validators=[Optional()])
    since = DateField(_("From the day"), validators=[Optional()])
    until = DateField(_("Until the day before"), validators=[Optional()])
    seen = HiddenField(validators=[Regexp(r"^[0-9]{1,9}$")])
    reason = TextAreaField(
        _("Why"),
        description=_("Each of them reads it in a mail."),
        validators=[
            InputRequired(_("Say why.")),
            Length(max=1000, message=_("Use at most 1000 characters.")),
        ],
    )

    def is_a_choice(self) -> bool:
        """Tell whether what is asked by GET can be looked at."""
        return all(
            field.validate(self) for field in (self.means, self.body, self.since, self.until)
        )


def identity_of(form: DeskForm) -> str:
    """Return the text of the document that was typed.

    :raises NotAnIdentity: if it has a mistake in it.
    """
    if form.document.data == "cf":
        return fiscal_code_text(form.number.data)
    return document_text(form.document.data, form.number.data)


class AssistForm(FlaskForm):
    """How somebody is helped, and that they agreed."""

    channel = RadioField(
        _("How they take part"),
        choices=[SelectChoice(channel.value, CHANNEL_NAMES[channel]) for channel in CHANNELS],
        default=Channel.DESK.value,
        validators=[InputRequired(_("Choose how."))],
    )
    has_consented = BooleanField(
        _("I have read the text to the person, and they said yes."),
        validators=[
            InputRequired(_("Read the text to the person: without their yes nothing is done."))
        ],
    )


class ClaimForm(FlaskForm):
    """The code of a card, and the address of who holds it."""

    code = StringField(
        _("Code on the card"),
        description=_("Twenty letters and figures; dashes and capitals make no difference."),
        validators=[
            InputRequired(_("Copy the code from the card.")),
            Length(max=60, message=_("The code has twenty letters and figures.")),
        ],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"},
    )
    email = EmailField(
        _("Your e-mail address"),
        validators=[
            InputRequired(_("Write your address.")),
            Length(max=320, message=_WHOLE_ADDRESS),
            Email(_WHOLE_ADDRESS),
        ],
        render_kw={"autocomplete": "email"},
    )
    again = EmailField(
        _("The same address, once more"),
        description=_("With this address you will come in: check it letter by letter."),
        validators=[
            InputRequired(_("Write it once more.")),
            EqualTo("email", _("The two addresses differ.")),
        ],
        render_kw={"autocomplete": "off"},
    )
