"""Pages about bodies: the directory, a body, its members, acting in its name, requests."""

from flask import Blueprint

from auriga_web.organisations.views import describing, joining, members, public, requests

blueprint = Blueprint("organisations", __name__)
for _room in (public, requests, members, joining, describing):
    _room.add_to(blueprint)
