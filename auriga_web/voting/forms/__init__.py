"""The shape of what staff write about a vote, and of what voters choose."""

from auriga_web.voting.forms.ballots import chosen_in as chosen_in
from auriga_web.voting.forms.paper import EndForm as EndForm
from auriga_web.voting.forms.paper import ListForm as ListForm
from auriga_web.voting.forms.paper import SheetForm as SheetForm
from auriga_web.voting.forms.paper import SheetsForm as SheetsForm
from auriga_web.voting.forms.polls import AnswerForm as AnswerForm
from auriga_web.voting.forms.polls import ChamberForm as ChamberForm
from auriga_web.voting.forms.polls import ClaimForm as ClaimForm
from auriga_web.voting.forms.polls import LocalMomentField as LocalMomentField
from auriga_web.voting.forms.polls import OutageForm as OutageForm
from auriga_web.voting.forms.polls import PollForm as PollForm
from auriga_web.voting.forms.polls import ReasonForm as ReasonForm
from auriga_web.voting.forms.polls import VerdictForm as VerdictForm
