"""Where the views of services are plugged in."""

from flask import Blueprint

blueprint = Blueprint("services", __name__, url_prefix="/servizi")
