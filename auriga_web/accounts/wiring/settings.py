"""How Flask-Security is set: Italian addresses, argon2, what is switched on."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

from flask import Flask

from auriga_web.accounts import rules
from auriga_web.accounts.wiring.texts import MESSAGES
from auriga_web.core import clock


def settings_for(app: Flask) -> dict[str, Any]:
    """Return how this application's library is set."""

    def derived(purpose: str) -> str:
        return sha256(f"{purpose}:{app.config['SECRET_KEY']}".encode()).hexdigest()

    is_test = app.config["TESTING"]
    settings = {
        "PASSWORD_HASH": "argon2",
        "PASSWORD_SCHEMES": ["argon2"],
        "PASSWORD_SINGLE_HASH": True,
        "PASSWORD_SALT": derived("password"),
        "PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__type": "ID",
            "argon2__memory_cost": 1024 if is_test else 19_456,
            "argon2__time_cost": 1 if is_test else 2,
            "argon2__parallelism": 1,
        },
        "PASSWORD_LENGTH_MIN": rules.SHORTEST_PASSWORD,
        "PASSWORD_NORMALIZE_FORM": "NFKC",
        "HASHING_SCHEMES": ["hex_sha256"],
        "DEPRECATED_HASHING_SCHEMES": [],
        "RETURN_GENERIC_RESPONSES": True,
        "DATETIME_FACTORY": clock.now,
        "API_ENABLED_METHODS": ["session"],
        "JOIN_USER_ROLES": False,
        "REGISTERABLE": True,
        "CONFIRMABLE": True,
        "RECOVERABLE": True,
        "CHANGEABLE": True,
        "SEND_REGISTER_EMAIL": False,
        "EMAIL_HTML": False,
        "EMAIL_PLAINTEXT": False,
        "TWO_FACTOR": True,
        "TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,
        "TWO_FACTOR_RESCUE_EMAIL": False,
        "TWO_FACTOR_ALWAYS_VALIDATE": True,
        "TWO_FACTOR_POST_SETUP_VIEW": "security.mf_recovery_codes",
        "TOTP_SECRETS": {"1": derived("totp")},
        "TOTP_ISSUER": app.config["SETTINGS"].site.name,
        "MULTI_FACTOR_RECOVERY_CODES": True,
        "MULTI_FACTOR_RECOVERY_CODES_N": 8,
        "WEBAUTHN": True,
        "WAN_RP_NAME": app.config["SETTINGS"].site.name,
        "WAN_SALT": derived("passkey"),
        "WAN_ALLOW_USER_HINTS": False,
        "WAN_NAME_ALLOWED_CHARS": None,
        "WAN_SIGNIN_WITHIN": timedelta(minutes=5),
        "WAN_POST_REGISTER_VIEW": "security.wan_register",
        "FRESHNESS": timedelta(minutes=30),
        "FRESHNESS_GRACE_PERIOD": timedelta(minutes=30),
        "STATIC_FOLDER": None,
        "LOGIN_URL": "/accedi",
        "LOGOUT_URL": "/uscita",
        "LOGOUT_METHODS": ["POST"],
        "REGISTER_URL": "/registrati",
        "CONFIRM_URL": "/conferma",
        "RESET_URL": "/password-dimenticata",
        "CHANGE_URL": "/io/password",
        "VERIFY_URL": "/io/conferma-che-sei-tu",
        "TWO_FACTOR_SETUP_URL": "/io/secondo-passo",
        "TWO_FACTOR_TOKEN_VALIDATION_URL": "/accedi/codice",
        "TWO_FACTOR_RESCUE_URL": "/accedi/aiuto",
        "TWO_FACTOR_SELECT_URL": "/accedi/scelta",
        "MULTI_FACTOR_RECOVERY_URL": "/accedi/codice-di-riserva",
        "MULTI_FACTOR_RECOVERY_CODES_URL": "/io/codici-di-riserva",
        "WAN_REGISTER_URL": "/io/chiavi",
        "WAN_DELETE_URL": "/io/chiavi/rimozione",
        "WAN_SIGNIN_URL": "/accedi/chiave",
        "WAN_VERIFY_URL": "/io/conferma-che-sei-tu/chiave",
        "POST_LOGIN_VIEW": "accounts.after_sign_in",
        "POST_LOGOUT_VIEW": "portal.home",
        "POST_CHANGE_VIEW": "accounts.sign_in_settings",
        "POST_VERIFY_VIEW": "accounts.sign_in_settings",
    }
    return {
        **{f"SECURITY_{name}": value for name, value in settings.items()},
        **{f"SECURITY_MSG_{name}": value for name, value in MESSAGES.items()},
    }
