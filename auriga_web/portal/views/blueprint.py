"""Where the views of the portal are plugged in."""

from flask import Blueprint

blueprint = Blueprint("portal", __name__)
