"""The pages of votes."""

from auriga_web.voting.views.ballot import blueprint as ballot
from auriga_web.voting.views.claims import blueprint as claims
from auriga_web.voting.views.electorate import blueprint as electorate
from auriga_web.voting.views.paper import blueprint as paper
from auriga_web.voting.views.public import blueprint as public
from auriga_web.voting.views.rehearsal import blueprint as rehearsal
from auriga_web.voting.views.staff import blueprint as staff

blueprints = [public, ballot, staff, electorate, rehearsal, paper, claims]
