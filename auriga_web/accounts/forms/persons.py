"""The shape of what is typed about persons."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SearchField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, Email, EqualTo, InputRequired, Length, Regexp

from auriga_web.accounts.models import AgeBand
from auriga_web.core.language import lazy_gettext as _

_SHORT = Length(max=120, message=_("Use at most 120 characters."))
_WHOLE_ADDRESS = _("Write a whole address, such as name@example.com.")
_ADDRESS = [
    InputRequired(_("Write your address.")),
    Length(max=320, message=_WHOLE_ADDRESS),
    Email(_WHOLE_ADDRESS),
]
NEW = {"autocomplete": "new-password"}
CURRENT = {"autocomplete": "current-password"}
CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": True}
PASSWORD_WANTED = _("Write your password.")
NO_CONTROLS = Regexp(r"^[^\x00-\x1f\x7f<>]*$", message=_("Use letters, spaces and signs alone."))


class SignUpForm(FlaskForm):
    """A new account. `homepage` is for machines: people do not see it."""

    signed_up_for = HiddenField(
        validators=[AnyOf(["myself", "association", "institution"])], default="myself"
    )
    opened = HiddenField()
    homepage = StringField(_("Leave this empty"))
    name = StringField(
        _("Name and surname"),
        description=_("It is shown only where you choose to sign with your name."),
        validators=[InputRequired(_("Write how you are called.")), _SHORT, NO_CONTROLS],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _("E-mail address"),
        description=_("We write there to confirm it. Nobody else sees it."),
        validators=_ADDRESS,
        render_kw={"autocomplete": "email"},
    )
    password = PasswordField(
        _("Password"),
        description=_("At least 12 characters: a sentence of four or five words is easy."),
        validators=[InputRequired(PASSWORD_WANTED)],
        render_kw=NEW,
    )
    agreed = BooleanField(
        _("I am 14 or older, and I accept the rules and the privacy notice."),
        validators=[InputRequired(_("Without this we cannot open an account."))],
    )


class ProviderSignUpForm(FlaskForm):
    """What is missing to make an account for somebody whom a provider knows."""

    name = StringField(
        _("Name and surname"),
        description=_("It is shown only where you choose to sign with your name."),
        validators=[InputRequired(_("Write how you are called.")), _SHORT, NO_CONTROLS],
        render_kw={"autocomplete": "name"},
    )
    agreed = BooleanField(
        _("I am 14 or older, and I accept the rules and the privacy notice."),
        validators=[InputRequired(_("Without this we cannot open an account."))],
    )


class AddressForm(FlaskForm):
    """An address to which something is sent."""

    email = EmailField(
        _("E-mail address"), validators=_ADDRESS, render_kw={"autocomplete": "email"}
    )


class MailedCodeForm(FlaskForm):
    """The code that was sent by mail."""

    code = StringField(
        _("Code of eight figures"),
        validators=[InputRequired(_("Write the code of the mail.")), Length(max=20)],
        render_kw=CODE,
    )


class NewPasswordForm(FlaskForm):
    """A password set with a mailed link."""

    password = PasswordField(
        _("New password"),
        description=_("At least 12 characters: a sentence of four or five words is easy."),
        validators=[InputRequired(PASSWORD_WANTED)],
        render_kw=NEW,
    )
    again = PasswordField(
        _("The same, once more"),
        validators=[
            InputRequired(_("Write it once more.")),
            EqualTo("password", _("The two passwords differ.")),
        ],
        render_kw=NEW,
    )


class NameForm(FlaskForm):
    """How one is called, and whether others see it."""

    name = StringField(
        _("Name and surname"),
        validators=[InputRequired(_("Write how you are called.")), _SHORT, NO_CONTROLS],
        render_kw={"autocomplete": "name"},
    )
    is_name_public = BooleanField(
        _("Show my name beside what I write"),
        description=_("Otherwise it says “una persona di” and your comune."),
    )


class PersonSearchForm(FlaskForm):
    """Whom an operator or an administrator looks for; searched by GET."""

    class Meta:
        csrf = False

    q = SearchField(_("Whole e-mail address, or the beginning of a name"))


class DeskForm(FlaskForm):
    """What an operator reads on a document; the number itself is not kept."""

    document = RadioField(
        _("Which document you see"),
        choices=[
            SelectChoice("cf", _("Health card (fiscal code)")),
            SelectChoice("ci", _("Identity card")),
            SelectChoice("passport", _("Passport")),
            SelectChoice("other", _("Another document with a number")),
        ],
        default="cf",
        validators=[InputRequired(_("Choose the document."))],
    )
    number = StringField(
        _("Fiscal code, or number of the document"),
        description=_("It is not kept: only a trace by which the same person is recognised."),
        validators=[InputRequired(_("Copy the number.")), Length(max=40)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    comune = SelectField(
        _("Comune"), validators=[InputRequired(_("Choose the comune."))], validate_choice=True
    )
    relation = RadioField(
        _("In this comune the person"),
        choices=[
            SelectChoice("lives", _("lives")),
            SelectChoice("works", _("works or studies")),
            SelectChoice("cares", _("looks after somebody")),
        ],
        default="lives",
        validators=[InputRequired(_("Choose what ties them to the comune."))],
    )
    age_band = RadioField(
        _("Age"),
        choices=[SelectChoice(band.value, band.value.replace("-", "–")) for band in AgeBand],
        validators=[InputRequired(_("Choose the age."))],
    )
