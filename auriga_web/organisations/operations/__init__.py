"""Every write about bodies: asking, deciding, members and their roles."""

from auriga_web.organisations.operations.asking import AlreadyHere as AlreadyHere
from auriga_web.organisations.operations.asking import refuse_organisation as refuse_organisation
from auriga_web.organisations.operations.asking import request_organisation as request_organisation
from auriga_web.organisations.operations.asking import verify_organisation as verify_organisation
from auriga_web.organisations.operations.describing import ChangedMeanwhile as ChangedMeanwhile
from auriga_web.organisations.operations.describing import (
    describe_organisation as describe_organisation,
)
from auriga_web.organisations.operations.describing import (
    index_organisation as index_organisation,
)
from auriga_web.organisations.operations.forgetting import forget_member as forget_member
from auriga_web.organisations.operations.joining import admit_member as admit_member
from auriga_web.organisations.operations.joining import ask_to_join as ask_to_join
from auriga_web.organisations.operations.joining import list_me as list_me
from auriga_web.organisations.operations.mandates import remind_of_mandates as remind_of_mandates
from auriga_web.organisations.operations.members import accept_invitation as accept_invitation
from auriga_web.organisations.operations.members import check_may_speak as check_may_speak
from auriga_web.organisations.operations.members import end_membership as end_membership
from auriga_web.organisations.operations.members import invite_member as invite_member
from auriga_web.organisations.operations.members import set_member as set_member
