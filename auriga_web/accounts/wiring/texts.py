"""What Flask-Security says, in our words."""

from auriga_web.core.language import lazy_gettext as _

_REFUSED = _("Address or password are not right. Check them, or ask for a new password.")
_KEY_REFUSED = _("This key does not open an account here. Sign in in another way.")
_EXPIRED = _("Too much time has passed: start again.")

MESSAGES = {
    "GENERIC_AUTHN_FAILED": (_REFUSED, "wrong"),
    "GENERIC_RECOVERY": (_REFUSED, "wrong"),
    "USER_DOES_NOT_EXIST": (_REFUSED, "wrong"),
    "INVALID_PASSWORD": (_("This is not your present password."), "wrong"),
    "INVALID_EMAIL_ADDRESS": (_("Write a whole address, such as name@example.com."), "wrong"),
    "EMAIL_NOT_PROVIDED": (_("Write your address."), "wrong"),
    "PASSWORD_NOT_PROVIDED": (_("Write your password."), "wrong"),
    "RETYPE_PASSWORD_MISMATCH": (_("The two passwords differ."), "wrong"),
    "PASSWORD_IS_THE_SAME": (_("Choose a password other than the present one."), "wrong"),
    "PASSWORD_CHANGE": (_("Your password is changed. The other browsers are signed out."), "done"),
    "DISABLED_ACCOUNT": (_REFUSED, "wrong"),
    "CONFIRMATION_REQUIRED": (_("Confirm your address first."), "waiting"),
    "REAUTHENTICATION_REQUIRED": (_("Confirm that it is you: write your password again."), "info"),
    "REAUTHENTICATION_SUCCESSFUL": (_("Thank you. Now go on."), "done"),
    "UNAUTHENTICATED": (_("Sign in to go on."), "info"),
    "TWO_FACTOR_INVALID_TOKEN": (
        _("This code is not good, or was used: wait for the next."),
        "wrong",
    ),
    "TWO_FACTOR_LOGIN_SUCCESSFUL": (_("You are signed in."), "done"),
    "TWO_FACTOR_CHANGE_METHOD_SUCCESSFUL": (
        _("The second step is set up. Now keep the spare codes."),
        "done",
    ),
    "TWO_FACTOR_PERMISSION_DENIED": (_("Sign in again."), "wrong"),
    "TWO_FACTOR_METHOD_NOT_AVAILABLE": (_("Sign in again."), "wrong"),
    "TWO_FACTOR_DISABLED": (_("The second step is switched off."), "done"),
    "TWO_FACTOR_SETUP_EXPIRED": (_EXPIRED, "waiting"),
    "INVALID_RECOVERY_CODE": (_("This code is not one of yours, or was used."), "wrong"),
    "NO_RECOVERY_CODES_SETUP": (_("You have no spare codes yet: make them."), "info"),
    "WEBAUTHN_REGISTER_SUCCESSFUL": (_("The key is there: next time you can use it."), "done"),
    "WEBAUTHN_CREDENTIAL_DELETED": (_("The key is removed."), "done"),
    "WEBAUTHN_NAME_INUSE": (_("You have a key with this name already."), "wrong"),
    "WEBAUTHN_NAME_REQUIRED": (_("Give the key a name."), "wrong"),
    "WEBAUTHN_NAME_NOT_FOUND": (_("You have no key with this name."), "wrong"),
    "WEBAUTHN_EXPIRED": (_EXPIRED, "wrong"),
    "WEBAUTHN_NO_VERIFY": (_KEY_REFUSED, "wrong"),
    "WEBAUTHN_UNKNOWN_CREDENTIAL_ID": (_KEY_REFUSED, "wrong"),
    "WEBAUTHN_ORPHAN_CREDENTIAL_ID": (_KEY_REFUSED, "wrong"),
    "WEBAUTHN_CREDENTIAL_WRONG_USAGE": (_KEY_REFUSED, "wrong"),
    "WEBAUTHN_MISMATCH_USER_HANDLE": (_KEY_REFUSED, "wrong"),
    "WEBAUTHN_CREDENTIAL_ID_INUSE": (_("This key is kept already."), "wrong"),
    "API_ERROR": (_EXPIRED, "wrong"),
    "FORGOT_PASSWORD": (_("A new password"), "info"),
    "ANONYMOUS_USER_REQUIRED": (_("You are signed in already."), "info"),
}
