"""Pages about persons: signing up, how one signs in, the desk, roles."""

from flask import Blueprint

from auriga_web.accounts.views import desk, settings, sign_up, staff

blueprint = Blueprint("accounts", __name__)
for _room in (sign_up, settings, desk, staff):
    _room.add_to(blueprint)
