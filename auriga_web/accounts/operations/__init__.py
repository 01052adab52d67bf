"""Every write about persons: signing up, links sent by mail, roles, verification, sessions."""

from auriga_web.accounts.operations.addresses import ask_for_new_address as ask_for_new_address
from auriga_web.accounts.operations.addresses import confirm_new_address as confirm_new_address
from auriga_web.accounts.operations.addresses import forget_new_address as forget_new_address
from auriga_web.accounts.operations.addresses import refuse_new_address as refuse_new_address
from auriga_web.accounts.operations.codes import CODE_LIFETIME as CODE_LIFETIME
from auriga_web.accounts.operations.codes import NoSuchCode as NoSuchCode
from auriga_web.accounts.operations.codes import Pages as Pages
from auriga_web.accounts.operations.codes import ask_for_code as ask_for_code
from auriga_web.accounts.operations.codes import redeem_code as redeem_code
from auriga_web.accounts.operations.codes import redeem_link as redeem_link
from auriga_web.accounts.operations.erasing import ask_for_erasure as ask_for_erasure
from auriga_web.accounts.operations.erasing import erase_due as erase_due
from auriga_web.accounts.operations.erasing import erase_person as erase_person
from auriga_web.accounts.operations.erasing import give_up_erasure as give_up_erasure
from auriga_web.accounts.operations.erasing import keep_ledger as keep_ledger
from auriga_web.accounts.operations.erasing import replay_ledger as replay_ledger
from auriga_web.accounts.operations.external import AddressTaken as AddressTaken
from auriga_web.accounts.operations.external import AlreadyLinked as AlreadyLinked
from auriga_web.accounts.operations.external import OnlyWayIn as OnlyWayIn
from auriga_web.accounts.operations.external import link_external as link_external
from auriga_web.accounts.operations.external import (
    sign_up_with_provider as sign_up_with_provider,
)
from auriga_web.accounts.operations.external import unlink_external as unlink_external
from auriga_web.accounts.operations.people import deactivate_person as deactivate_person
from auriga_web.accounts.operations.people import finish_sign_up as finish_sign_up
from auriga_web.accounts.operations.people import reactivate_person as reactivate_person
from auriga_web.accounts.operations.people import set_name as set_name
from auriga_web.accounts.operations.roles import give_role as give_role
from auriga_web.accounts.operations.roles import take_role as take_role
from auriga_web.accounts.operations.sessions import end_other_sessions as end_other_sessions
from auriga_web.accounts.operations.sessions import end_own_session as end_own_session
from auriga_web.accounts.operations.sessions import end_session as end_session
from auriga_web.accounts.operations.sessions import end_sessions_of as end_sessions_of
from auriga_web.accounts.operations.sessions import forget_expired as forget_expired
from auriga_web.accounts.operations.sessions import keep_session as keep_session
from auriga_web.accounts.operations.sessions import open_session as open_session
from auriga_web.accounts.operations.sign_up import ask_for_confirmation as ask_for_confirmation
from auriga_web.accounts.operations.sign_up import ask_for_new_password as ask_for_new_password
from auriga_web.accounts.operations.sign_up import confirm_address as confirm_address
from auriga_web.accounts.operations.sign_up import create_administrator as create_administrator
from auriga_web.accounts.operations.sign_up import set_new_password as set_new_password
from auriga_web.accounts.operations.sign_up import sign_up as sign_up
from auriga_web.accounts.operations.tokens import NoSuchToken as NoSuchToken
from auriga_web.accounts.operations.told import (
    tell_of_password_change as tell_of_password_change,
)
from auriga_web.accounts.operations.told import (
    tell_of_second_step_change as tell_of_second_step_change,
)
from auriga_web.accounts.operations.verification import IdentityTaken as IdentityTaken
from auriga_web.accounts.operations.verification import end_verifications as end_verifications
from auriga_web.accounts.operations.verification import verify_person as verify_person
from auriga_web.accounts.operations.verification import verify_vouched as verify_vouched
