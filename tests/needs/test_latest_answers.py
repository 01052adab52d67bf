import pytest

from auriga_web.needs import queries
from auriga_web.needs.models import AnswerKind, NeedState
from tests.factories import AnswerFactory, NeedFactory, ServiceAreaFactory


class TestLatestAnswers:
    def test_show_each_need_once_with_its_last_word(self):
        need = NeedFactory(answered=True)
        AnswerFactory(need=need, body="Ci pensiamo.")
        AnswerFactory(
            need=need, kind=AnswerKind.FINAL, verdict=NeedState.ANSWERED, body="Apre ad aprile."
        )

        [answer] = queries.list_latest_answers(limit=3)

        assert answer.excerpt == "Apre ad aprile."
        assert answer.days == 10

    @pytest.mark.parametrize("why", ["hidden", "sensitive", "withdrawn"])
    def test_leave_out_what_must_not_leave_its_page(self, why):
        traits = {
            "hidden": {"answered": True, "hidden": True},
            "sensitive": {"answered": True, "area": ServiceAreaFactory(sensitive=True)},
            "withdrawn": {"withdrawn": True},
        }[why]
        AnswerFactory(need=NeedFactory(**traits))

        assert queries.list_latest_answers(limit=3) == []

    def test_tell_refusals_apart(self):
        AnswerFactory()
        refused = NeedFactory(not_pursued=True)
        AnswerFactory(need=refused, kind=AnswerKind.FINAL, verdict=NeedState.NOT_PURSUED)

        assert [
            answer.need_id for answer in queries.list_latest_answers(verdict=NeedState.NOT_PURSUED)
        ] == [refused.id]
