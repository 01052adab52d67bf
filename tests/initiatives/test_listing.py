from auriga_web.core.access import VISITOR
from auriga_web.initiatives import queries
from tests.factories import InitiativeFactory


class TestInitiativesUnderWay:
    def test_are_those_one_can_still_take_part_in(self):
        shown = InitiativeFactory(co_design=True)
        InitiativeFactory(rejected=True)
        InitiativeFactory(hidden=True)

        page = queries.list_initiatives(reader=VISITOR, is_under_way=True)

        assert [row.id for row in page.rows] == [shown.id]
