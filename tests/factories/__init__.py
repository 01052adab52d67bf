"""Things to test with, one factory per model; a trait names a situation. One module per feature."""

from tests.factories.accounts import PersonFactory as PersonFactory
from tests.factories.accounts import PersonRoleFactory as PersonRoleFactory
from tests.factories.backoffice import DutyFactory as DutyFactory
from tests.factories.base import NOON as NOON
from tests.factories.base import Factory as Factory
from tests.factories.discussion import CommentFactory as CommentFactory
from tests.factories.discussion import ThreadFactory as ThreadFactory
from tests.factories.initiatives import PASSAGE as PASSAGE
from tests.factories.initiatives import AmendmentFactory as AmendmentFactory
from tests.factories.initiatives import CostLineFactory as CostLineFactory
from tests.factories.initiatives import InitiativeFactory as InitiativeFactory
from tests.factories.initiatives import InitiativeNeedFactory as InitiativeNeedFactory
from tests.factories.initiatives import InitiativeVersionFactory as InitiativeVersionFactory
from tests.factories.initiatives import MilestoneFactory as MilestoneFactory
from tests.factories.initiatives import PartnerFactory as PartnerFactory
from tests.factories.meetings import AttendanceFactory as AttendanceFactory
from tests.factories.meetings import MeetingFactory as MeetingFactory
from tests.factories.meetings import MinutesFactory as MinutesFactory
from tests.factories.meetings import SeatFactory as SeatFactory
from tests.factories.moderation import AppealFactory as AppealFactory
from tests.factories.moderation import DecisionFactory as DecisionFactory
from tests.factories.moderation import ReportFactory as ReportFactory
from tests.factories.needs import AnswerFactory as AnswerFactory
from tests.factories.needs import NeedFactory as NeedFactory
from tests.factories.needs import PositionFactory as PositionFactory
from tests.factories.needs import SupportFactory as SupportFactory
from tests.factories.needs import ThemeFactory as ThemeFactory
from tests.factories.notifications import FollowFactory as FollowFactory
from tests.factories.notifications import NotificationFactory as NotificationFactory
from tests.factories.notifications import (
    NotificationPreferenceFactory as NotificationPreferenceFactory,
)
from tests.factories.organisations import MembershipFactory as MembershipFactory
from tests.factories.organisations import OrganisationFactory as OrganisationFactory
from tests.factories.processes import ProcessDocumentFactory as ProcessDocumentFactory
from tests.factories.processes import ProcessFactory as ProcessFactory
from tests.factories.services import ServiceAreaFactory as ServiceAreaFactory
from tests.factories.services import ServiceFactory as ServiceFactory
from tests.factories.territories import ComuneFactory as ComuneFactory
from tests.factories.territories import ProvinceFactory as ProvinceFactory
from tests.factories.territories import ZoneFactory as ZoneFactory
