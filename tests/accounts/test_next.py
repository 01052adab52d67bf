"""Where one is led after signing in: never off this site."""

import pytest
from flask_security import hash_password

from tests.factories import PersonFactory

PASSWORD = "una casa con le finestre verdi"
AWAY = "evil.example"
# Sixty ways to write an address that a browser may take for another site.
TRICKS = [
    f"http://{AWAY}",
    f"https://{AWAY}",
    f"//{AWAY}",
    f"///{AWAY}",
    f"////{AWAY}",
    f"/////{AWAY}",
    f"\\{AWAY}",
    f"\\\\{AWAY}",
    f"/\\{AWAY}",
    f"\\/{AWAY}",
    f"/\\/{AWAY}",
    f"/\\\\{AWAY}",
    f"\\//{AWAY}",
    f"//\\{AWAY}",
    f"http:{AWAY}",
    f"http:/{AWAY}",
    f"https:{AWAY}",
    f"https:/{AWAY}",
    f"http:///{AWAY}",
    f"http:\\\\{AWAY}",
    f"HTTP://{AWAY}",
    f"hTTps://{AWAY}",
    f" //{AWAY}",
    f"\t//{AWAY}",
    f"\n//{AWAY}",
    f"\r//{AWAY}",
    f"/\t/{AWAY}",
    f"/\n/{AWAY}",
    f"/\r/{AWAY}",
    f"/\x00/{AWAY}",
    f"\x00//{AWAY}",
    f"\x19//{AWAY}",
    f"\x1f//{AWAY}",
    f"/ /{AWAY}",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>1</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    f"ftp://{AWAY}",
    f"//localhost@{AWAY}",
    f"http://localhost@{AWAY}",
    f"http://localhost.{AWAY}",
    f"http://localhost:80@{AWAY}",
    f"//{AWAY}/localhost",
    f"//{AWAY}%2flocalhost",
    f"//{AWAY}?localhost",
    f"//{AWAY}#localhost",
    f"http://{AWAY}\\.localhost",
    f"http://[{AWAY}]",
    "http://[::1",
    "//[",
    f"/\u2028/{AWAY}",
    f"\u3000//{AWAY}",
    f"//{AWAY}\u3002",
    f"http://①.{AWAY}",
    f"//xn--{AWAY}",
    f"/%0d%0aLocation:%20http://{AWAY}",
]


def test_there_are_sixty():
    assert len(set(TRICKS)) == 60


@pytest.mark.parametrize("trick", TRICKS)
@pytest.mark.parametrize("how", ["form", "address"])
def test_no_trick_leads_away(client, trick, how):
    person = PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))
    data = {"email": person.email, "password": PASSWORD}

    if how == "form":
        answer = client.post("/accedi", data=data | {"next": trick})
    else:
        answer = client.post("/accedi", query_string={"next": trick}, data=data)

    led = answer.headers.get("Location", "/")
    assert led.startswith("/")
    assert not led.startswith(("//", "/\\"))
    assert not set(led) & set("\\\t\r\n\0 ")
    assert "evil" not in led.split("?")[0].split("/")[1]


def test_a_page_of_ours_is_reached(client):
    person = PersonFactory(email="ada@example.com", password=hash_password(PASSWORD))

    answer = client.post(
        "/accedi",
        query_string={"next": "/bisogni/12?a=1"},
        data={"email": person.email, "password": PASSWORD},
    )

    assert answer.headers["Location"] == "/bisogni/12?a=1"
