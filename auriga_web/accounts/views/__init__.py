"""Pages about persons: signing up, how one signs in, the desk, roles."""

from flask import Blueprint

from auriga_web.accounts.views import (
    address,
    desk,
    erasure,
    mailed_code,
    provider,
    settings,
    sign_up,
    staff,
)

blueprint = Blueprint("accounts", __name__)
for _room in (sign_up, mailed_code, provider, settings, address, erasure, desk, staff):
    _room.add_to(blueprint)
