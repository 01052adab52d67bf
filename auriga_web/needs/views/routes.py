"""Where these pages live."""

from flask import Blueprint

blueprint = Blueprint("needs", __name__, url_prefix="/bisogni")
themes = Blueprint("themes", __name__, url_prefix="/temi")
