from auriga_web.core.access import VISITOR
from auriga_web.initiatives import queries
from tests.factories import InitiativeFactory


class TestInitiativesBeingWritten:
    def test_are_those_whose_text_is_open(self):
        shown = InitiativeFactory(co_design=True)
        InitiativeFactory(in_vote=True)
        InitiativeFactory(rejected=True)
        InitiativeFactory(hidden=True)

        page = queries.list_initiatives(reader=VISITOR, is_being_written=True)

        assert [row.id for row in page.rows] == [shown.id]
