"""Where the views of meetings are plugged in."""

from flask import Blueprint

blueprint = Blueprint("meetings", __name__, url_prefix="/incontri")
