"""What browsers send about passkeys, as Flask-Security expects it and with what it leaves out."""

from flask import g
from flask_security import (
    WebAuthnDeleteForm,
    WebAuthnRegisterForm,
    WebAuthnSigninForm,
    WebAuthnSigninResponseForm,
)
from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired, Length

from auriga_web.accounts.forms.persons import NO_CONTROLS
from auriga_web.core.access import current_actor
from auriga_web.core.language import lazy_gettext as _

_SHORT = Length(max=64, message=_("Use at most 64 characters."))


class PasskeyForm(WebAuthnRegisterForm):
    """How a person calls the key they are about to make."""

    name = StringField(
        _("Name of the key"),
        description=_("It tells your keys apart: “telephone”, “computer at home”."),
        validators=[InputRequired(_("Give the key a name.")), _SHORT, NO_CONTROLS],
        render_kw={"autocomplete": "off"},
    )
    usage = HiddenField(default="secondary")

    def validate(self, **more: object) -> bool:
        """Also tell the response that a refused name is no new page."""
        self.usage.data = "secondary"
        good: bool = super().validate(**more)
        g.is_form_refused = not good
        return good


class PasskeyRemovalForm(WebAuthnDeleteForm):
    """Which key to remove."""

    name = HiddenField()


class PasskeySignInForm(WebAuthnSigninForm):
    """Asking to sign in with a key: nothing is typed, the key knows whose it is."""

    identity = HiddenField()


class PasskeyAnswerForm(WebAuthnSigninResponseForm):
    """What a key answered."""

    def validate(self, **more: object) -> bool:
        """Also refuse a closed account, and a key of somebody else where one says who one is."""
        says_again = self.is_verify
        # The library would keep apart keys for the first and for the second step: ours are both.
        self.is_verify = True
        self.remember.data = ""
        if not super().validate(**more) or self.user is None or not self.user.is_active:
            return False
        return not says_again or self.user.id == current_actor().person_id
