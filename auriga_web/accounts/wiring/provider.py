"""Glue to Authlib: the one provider through which people may sign in, if there is one."""

from urllib.parse import urlsplit

from authlib.integrations.flask_client import OAuth
from flask import Flask

from auriga_web.accounts.views.provider import Provider


def init_app(app: Flask) -> None:
    """Offer what the settings name; nobody is asked anything before somebody chooses it."""
    settings = app.config["SETTINGS"]
    app.extensions["auriga_provider"] = (
        provider(
            app,
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id,
            client_secret=settings.oidc_client_secret,
            name=settings.oidc_name,
        )
        if settings.oidc_issuer
        else None
    )


def provider(app: Flask, *, issuer: str, client_id: str, client_secret: str, name: str) -> Provider:
    """Return a provider that tells by itself where its pages are (code, PKCE, nonce)."""
    client = OAuth(app).register(
        name="provider",
        client_id=client_id,
        client_secret=client_secret,
        server_metadata_url=f"{issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "timeout": 10,
        },
    )
    parts = urlsplit(issuer)
    return Provider(
        client=client, issuer=issuer, name=name, origin=f"{parts.scheme}://{parts.netloc}"
    )
