"""Every write at the desk: accounts, cards, and taking part for a person."""

from auriga_web.desk.operations.assisting import end_assistance as end_assistance
from auriga_web.desk.operations.assisting import start_assistance as start_assistance
from auriga_web.desk.operations.cards import claim_account as claim_account
from auriga_web.desk.operations.cards import make_card as make_card
from auriga_web.desk.operations.registering import register_person as register_person
from auriga_web.desk.operations.revoking import expire_verifications as expire_verifications
from auriga_web.desk.operations.revoking import revoke_verifications as revoke_verifications
from auriga_web.desk.operations.vouching import accredit as accredit
from auriga_web.desk.operations.vouching import end_accreditation as end_accreditation
from auriga_web.desk.operations.vouching import vouch as vouch
