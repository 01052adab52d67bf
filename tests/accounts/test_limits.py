"""What docs/limits.md says of accounts, where no other test shows it."""

import pytest
from flask_security import hash_password

from auriga_web.accounts.views import sign_up
from tests.factories import PersonFactory

PASSWORD = "una casa con le finestre verdi"


@pytest.fixture
def asking(app):
    """The addresses where a link or a code is asked for."""
    adapter = app.url_map.bind("localhost")
    return [
        adapter.build(endpoint, method="POST")
        for endpoint in (
            "security.send_confirmation",
            "security.forgot_password",
            "accounts.mailed_code_ask",
        )
    ]


def test_links_and_codes_asked_from_one_place_are_counted_together(app, asking):
    answers = [
        app.test_client().post(asking[number % 3], data={"email": f"a{number}@example.com"})
        for number in range(11)
    ]

    assert [answer.status_code for answer in answers] == [302] * 10 + [429]
    assert int(answers[-1].headers["Retry-After"]) > 0


def test_in_a_flood_no_link_and_no_code_is_sent_and_the_page_is_the_same(
    app, asking, outbox, monkeypatch
):
    monkeypatch.setattr(sign_up, "_MOST_LINKS_AN_HOUR", 1)
    answers = [
        app.test_client().post(address, data={"email": f"a{number}@example.com"})
        for number, address in enumerate(asking * 2)
    ]

    assert [answer.status_code for answer in answers] == [302] * 6
    assert [answer.headers["Location"] for answer in answers[:3]] == [
        answer.headers["Location"] for answer in answers[3:]
    ]
    assert len(outbox()) == 1


@pytest.mark.parametrize(
    ("address", "values"),
    [
        ("/io/conferma-che-sei-tu", {"password": "un’altra frase lunga"}),
        (
            "/io/password",
            {
                "password": "un’altra frase lunga",
                "new_password": "quattro gatti sul tetto rosso",
                "new_password_confirm": "quattro gatti sul tetto rosso",
            },
        ),
    ],
)
def test_ones_own_password_is_tried_ten_times_in_a_quarter_of_an_hour(client, address, values):
    PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))
    client.post("/accedi", data={"email": "ada@example.com", "password": PASSWORD})

    answers = [client.post(address, data=values).status_code for _ in range(11)]

    assert answers == [422] * 10 + [429]


def test_a_mailed_code_is_tried_thirty_times_from_one_place(app):
    def attempt():
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["mailed_code"] = "held by this browser"
        return browser.post("/accedi/codice-per-posta", data={"code": "00000000"}).status_code

    assert [attempt() for _ in range(31)] == [422] * 30 + [429]
