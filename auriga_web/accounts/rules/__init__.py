"""What must hold for passwords, identities, sessions and roles. Pure: facts in, verdict out."""

from auriga_web.accounts.rules.addresses import SameAddress as SameAddress
from auriga_web.accounts.rules.addresses import check_is_new_address as check_is_new_address
from auriga_web.accounts.rules.codes import new_code as new_code
from auriga_web.accounts.rules.codes import plain_code as plain_code
from auriga_web.accounts.rules.codes import sealed_spare_code as sealed_spare_code
from auriga_web.accounts.rules.codes import shown_code as shown_code
from auriga_web.accounts.rules.erasure import TIME_TO_THINK as TIME_TO_THINK
from auriga_web.accounts.rules.erasure import CannotErase as CannotErase
from auriga_web.accounts.rules.erasure import (
    check_can_ask_for_erasure as check_can_ask_for_erasure,
)
from auriga_web.accounts.rules.identities import NotAnIdentity as NotAnIdentity
from auriga_web.accounts.rules.identities import document_text as document_text
from auriga_web.accounts.rules.identities import expires_on as expires_on
from auriga_web.accounts.rules.identities import fiscal_code_text as fiscal_code_text
from auriga_web.accounts.rules.identities import identity_hmac as identity_hmac
from auriga_web.accounts.rules.identities import subject_hmac as subject_hmac
from auriga_web.accounts.rules.passwords import DEMO_PASSWORD as DEMO_PASSWORD
from auriga_web.accounts.rules.passwords import LONGEST_PASSWORD as LONGEST_PASSWORD
from auriga_web.accounts.rules.passwords import SHORTEST_PASSWORD as SHORTEST_PASSWORD
from auriga_web.accounts.rules.passwords import WeakPassword as WeakPassword
from auriga_web.accounts.rules.passwords import check_password as check_password
from auriga_web.accounts.rules.roles import CannotTakeRole as CannotTakeRole
from auriga_web.accounts.rules.roles import check_can_take_role as check_can_take_role
from auriga_web.accounts.rules.sessions import device_name as device_name
from auriga_web.accounts.rules.sessions import is_over as is_over
from auriga_web.accounts.rules.sessions import lifetime as lifetime
from auriga_web.accounts.rules.sessions import wants_a_look as wants_a_look
