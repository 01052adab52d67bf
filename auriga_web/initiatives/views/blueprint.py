"""Where the pages of initiatives live."""

from flask import Blueprint

blueprint = Blueprint("initiatives", __name__)
