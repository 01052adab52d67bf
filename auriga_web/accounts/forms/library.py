"""The shape of what is typed on pages of Flask-Security."""

from flask import current_app
from flask_security import ChangePasswordForm as _ChangePasswordForm
from flask_security import LoginForm, TwoFactorRescueForm, TwoFactorVerifyCodeForm
from flask_security import TwoFactorSetupForm as _TwoFactorSetupForm
from flask_security import VerifyForm as _VerifyForm
from flask_security.forms import EmailValidation, EqualToLocalize, IsString, email_required
from flask_security.recovery_codes import MfRecoveryForm
from wtforms import (
    EmailField,
    PasswordField,
    RadioField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from auriga_web.accounts.forms.persons import CODE, CURRENT, NEW, PASSWORD_WANTED
from auriga_web.accounts.rules import DEMO_PASSWORD
from auriga_web.core.language import lazy_gettext as _


class SignInForm(LoginForm):
    """Address and password; nobody is remembered beyond the session."""

    email = EmailField(
        _("E-mail address"),
        validators=[IsString(), email_required, EmailValidation(verify=False)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Password"),
        description=" ",
        validators=[InputRequired(PASSWORD_WANTED)],
        render_kw=CURRENT,
    )
    remember = None

    def validate(self, **more: object) -> bool:
        """Also refuse a demo's password outside a demo, if it ever got there."""
        good: bool = super().validate(**more)
        if good and self.password.data == DEMO_PASSWORD and not current_app.config["DEMO"]:
            self.password.errors = [_("Choose a password other than the present one.")]
            return False
        return good


class VerifyForm(_VerifyForm):
    """One's password once more, before something that matters."""

    password = PasswordField(
        _("Password"), validators=[InputRequired(PASSWORD_WANTED)], render_kw=CURRENT
    )


class ChangePasswordForm(_ChangePasswordForm):
    """The present password and a new one."""

    password = PasswordField(
        _("Present password"), validators=[InputRequired(PASSWORD_WANTED)], render_kw=CURRENT
    )
    new_password = PasswordField(
        _("New password"),
        description=_("At least 12 characters: a sentence of four or five words is easy."),
        validators=[InputRequired(PASSWORD_WANTED)],
        render_kw=NEW,
    )
    new_password_confirm = PasswordField(
        _("The same, once more"),
        validators=[
            InputRequired(_("Write it once more.")),
            EqualToLocalize("new_password", message="RETYPE_PASSWORD_MISMATCH"),
        ],
        render_kw=NEW,
    )


class SecondFactorForm(_TwoFactorSetupForm):
    """Setting up an app for codes, or doing without."""

    setup = RadioField(
        choices=[SelectChoice("authenticator"), SelectChoice("disable")], validate_choice=False
    )


class RescueForm(TwoFactorRescueForm):
    """What the library offers to who has no code; our page shows a link instead."""

    help_setup = RadioField(choices=[SelectChoice("help")])


class CodeForm(TwoFactorVerifyCodeForm):
    """Six figures of an app."""

    code = StringField(
        _("Code of six figures"),
        validators=[InputRequired(_("Write the code that the app shows."))],
        render_kw=CODE,
    )


class RecoveryCodeForm(MfRecoveryForm):
    """One of the codes kept for when the telephone is not there."""

    code = StringField(
        _("Spare code"),
        validators=[InputRequired(_("Write one of your spare codes."))],
        render_kw={"autocomplete": "one-time-code"},
    )
