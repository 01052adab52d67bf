"""Reading persons: who somebody is, who is behind a browser, who holds a role."""

from auriga_web.accounts.queries.erasures import find_erasure as find_erasure
from auriga_web.accounts.queries.erasures import find_person_made_at as find_person_made_at
from auriga_web.accounts.queries.erasures import hold_back_erasure as hold_back_erasure
from auriga_web.accounts.queries.erasures import is_erasure_held_back as is_erasure_held_back
from auriga_web.accounts.queries.erasures import list_consents as list_consents
from auriga_web.accounts.queries.erasures import list_erased as list_erased
from auriga_web.accounts.queries.erasures import list_erasures_due as list_erasures_due
from auriga_web.accounts.queries.external import (
    find_person_by_external as find_person_by_external,
)
from auriga_web.accounts.queries.external import has_external as has_external
from auriga_web.accounts.queries.links import find_address_change as find_address_change
from auriga_web.accounts.queries.links import is_code_link_good as is_code_link_good
from auriga_web.accounts.queries.links import is_token_good as is_token_good
from auriga_web.accounts.queries.people import DEMO_DOMAIN as DEMO_DOMAIN
from auriga_web.accounts.queries.people import count_spare_codes as count_spare_codes
from auriga_web.accounts.queries.people import find_person_by_email as find_person_by_email
from auriga_web.accounts.queries.people import (
    find_person_by_uniquifier as find_person_by_uniquifier,
)
from auriga_web.accounts.queries.people import (
    find_person_id_by_identity as find_person_id_by_identity,
)
from auriga_web.accounts.queries.people import find_verification as find_verification
from auriga_web.accounts.queries.people import get_person as get_person
from auriga_web.accounts.queries.people import get_person_with_roles as get_person_with_roles
from auriga_web.accounts.queries.people import list_demo_persons as list_demo_persons
from auriga_web.accounts.queries.people import list_ids_with_passkey as list_ids_with_passkey
from auriga_web.accounts.queries.people import list_passkeys as list_passkeys
from auriga_web.accounts.queries.people import (
    list_person_ids_with_role as list_person_ids_with_role,
)
from auriga_web.accounts.queries.people import (
    list_persons_awaiting_approval as list_persons_awaiting_approval,
)
from auriga_web.accounts.queries.people import list_roles as list_roles
from auriga_web.accounts.queries.people import list_staff as list_staff
from auriga_web.accounts.queries.people import lock_roles as lock_roles
from auriga_web.accounts.queries.people import search_persons as search_persons
from auriga_web.accounts.queries.signed_in import SignedIn as SignedIn
from auriga_web.accounts.queries.signed_in import find_actor as find_actor
from auriga_web.accounts.queries.signed_in import find_signed_in as find_signed_in
from auriga_web.accounts.queries.signed_in import get_session as get_session
from auriga_web.accounts.queries.signed_in import list_sessions as list_sessions
from auriga_web.accounts.queries.signed_in import read_beside as read_beside
