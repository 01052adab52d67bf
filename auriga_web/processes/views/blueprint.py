"""Where the views of processes are plugged in."""

from flask import Blueprint

blueprint = Blueprint("processes", __name__, url_prefix="/percorsi")
