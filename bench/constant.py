"""The reference: a Flask application that returns a constant."""

from flask import Flask


def create_app() -> Flask:
    """Build it."""
    app = Flask(__name__)
    app.add_url_rule("/", "constant", lambda: "ciao")
    return app
