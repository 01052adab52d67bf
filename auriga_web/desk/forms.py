"""The shape of what is typed at the desk."""

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, EqualTo, InputRequired, Length, Regexp

from auriga_web.accounts.forms import DeskForm
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
