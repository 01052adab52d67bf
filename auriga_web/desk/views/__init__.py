"""Pages of the desk: accounts without an address, cards, taking part for a person."""

from flask import Blueprint

from auriga_web.desk.views import assisting, cards, registering, revoking, vouching

blueprint = Blueprint("desk", __name__)
for _room in (registering, cards, assisting, vouching, revoking):
    _room.add_to(blueprint)
