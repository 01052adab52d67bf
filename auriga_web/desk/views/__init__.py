"""Pages of the desk: accounts without an address, cards, taking part for a person."""

from flask import Blueprint

from auriga_web.desk.views import assisting, cards, registering

blueprint = Blueprint("desk", __name__)
for _room in (registering, cards, assisting):
    _room.add_to(blueprint)
