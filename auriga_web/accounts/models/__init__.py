"""Persons, what they may do, how they sign in, and how surely we know who they are."""

from auriga_web.accounts.models.leaving import Erasure as Erasure
from auriga_web.accounts.models.leaving import ErasureMode as ErasureMode
from auriga_web.accounts.models.person import AgeBand as AgeBand
from auriga_web.accounts.models.person import Consent as Consent
from auriga_web.accounts.models.person import ConsentKind as ConsentKind
from auriga_web.accounts.models.person import ExternalIdentity as ExternalIdentity
from auriga_web.accounts.models.person import Passkey as Passkey
from auriga_web.accounts.models.person import Person as Person
from auriga_web.accounts.models.person import PersonRole as PersonRole
from auriga_web.accounts.models.person import Session as Session
from auriga_web.accounts.models.person import SignUpFor as SignUpFor
from auriga_web.accounts.models.person import Verification as Verification
from auriga_web.accounts.models.person import VerificationMeans as VerificationMeans
from auriga_web.accounts.models.sent import AddressChange as AddressChange
from auriga_web.accounts.models.sent import MailedToken as MailedToken
from auriga_web.accounts.models.sent import SignInCode as SignInCode
from auriga_web.accounts.models.sent import TokenPurpose as TokenPurpose
