"""Tests of the headers that every answer carries."""

import pytest

from auriga_web.core.headers import add_to

EVERY_ANSWER = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'; object-src 'none'; manifest-src 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(self), browsing-topics=()",
}


class TestHeaders:
    @pytest.mark.parametrize(
        "address", ["/", "/en/", "/niente-di-simile", "/static/css/auriga.css", "/static/niente"]
    )
    def test_are_on_every_answer(self, client, address):
        with client.get(address) as answer:
            answer.get_data()

        assert {name: answer.headers[name] for name in EVERY_ANSWER} == EVERY_ANSWER

    def test_are_on_a_refusal_of_the_method(self, client):
        answer = client.delete("/servizi")

        assert answer.status_code == 405
        assert answer.headers["Content-Security-Policy"]

    def test_ask_for_https_only_where_it_is_spoken(self):
        plain, secure = {}, {}

        add_to(plain, is_secure=False)
        add_to(secure, is_secure=True)

        assert "Strict-Transport-Security" not in plain
        assert secure["Strict-Transport-Security"] == "max-age=63072000; includeSubDomains"

    def test_leave_what_a_view_has_set(self):
        headers = {"Referrer-Policy": "no-referrer"}

        add_to(headers, is_secure=False)

        assert headers["Referrer-Policy"] == "no-referrer"


class TestAVisitor:
    def test_gets_no_cookie(self, client):
        assert "Set-Cookie" not in client.get("/niente-di-simile").headers

    def test_is_told_apart_by_cookie(self, client):
        assert "Cookie" in client.get("/niente-di-simile").headers["Vary"]


class TestTheHost:
    @pytest.mark.parametrize(
        "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.it"]
    )
    def test_is_refused_when_it_is_not_ours(self, client, host):
        assert client.get("/", headers={"Host": host}).status_code == 400
