"""Every write at the desk: accounts, cards, and taking part for a person."""

from auriga_web.desk.operations.assisting import end_assistance as end_assistance
from auriga_web.desk.operations.assisting import start_assistance as start_assistance
from auriga_web.desk.operations.cards import claim_account as claim_account
from auriga_web.desk.operations.cards import make_card as make_card
from auriga_web.desk.operations.registering import register_person as register_person
