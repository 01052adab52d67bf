"""The page of operators: their number when they answer, always those that never sleep."""

from datetime import UTC, datetime

import pytest


@pytest.mark.parametrize(("hour", "answers"), [(10, True), (22, False)])
@pytest.mark.parametrize("language", ["", "/en"])
def test_shows_who_answers_now(client, time_machine, hour, answers, language):
    time_machine.move_to(datetime(2027, 3, 12, hour, tzinfo=UTC), tick=False)

    main = client.get(f"{language}/parla-con-un-operatore").text.partition("<main")[2]
    main = main.partition("</main>")[0]

    assert ("075 000 00 00" in main) is answers
    for number in ("112", "1522", "114"):
        assert f'href="tel:{number}"' in main
