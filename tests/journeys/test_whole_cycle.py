"""The whole cycle: from what somebody says is missing to what came of it, recounted by anybody."""

import json
import subprocess
import sys
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from auriga_web.core.clock import ROME
from tests.journeys.somebody import Somebody, it

NEED = "In piazza a Foligno non c'è una panchina all'ombra"
INITIATIVE = "Tre panchine all'ombra in piazza"
POLL = "Le panchine in piazza"
AGAINST = "Per ora no"
VOTERS = 12


@pytest.fixture(scope="class")
def served_app(serve):
    """An application of its own: time moves in it."""
    yield from serve()


@pytest.fixture
def voters(served_app):
    """Residents of Foligno who can sign in: they get an address, and the password of the demo."""
    with served_app.database() as database:
        rows = database.execute(
            "SELECT person.id FROM person JOIN residency ON residency.person_id = person.id"
            " JOIN territory ON territory.id = residency.territory_id"
            " WHERE territory.name = 'Foligno' AND territory.kind = 'comune'"
            " AND person.level = 'verified' AND person.email IS NULL LIMIT ?",
            (VOTERS,),
        ).fetchall()
        for (person_id,) in rows:
            database.execute(
                "UPDATE person SET email = ?, password ="
                " (SELECT password FROM person WHERE email = 'marta@demo.example') WHERE id = ?",
                (f"voter{person_id}@demo.example", person_id),
            )
        database.commit()
    # Below ten ballots choices are not published, and there would be nothing to recount.
    assert len(rows) >= 10
    return [f"voter{person_id}@demo.example" for (person_id,) in rows]


class TestWholeCycle:
    def test_from_a_need_to_what_came_of_it(
        self, somebody, served_app, mailbox, check_accessible, voters, tmp_path
    ):
        marta = somebody().signs_in("marta@demo.example")
        need = self.writes_a_need(marta)

        sara = somebody().signs_in("sara@demo.example")
        if sara.goes_to(need).page.get_by_role("button", name=it("Publish it")).count():
            sara.presses("Publish it")
        somebody(javascript=False).goes_to(need).reads(NEED)

        gianni = somebody().signs_in("gianni@demo.example")
        self.joins_and_speaks(gianni, need)
        check_accessible(gianni.page)

        lucia = somebody().signs_in("lucia@demo.example")
        self.answers(lucia, need)
        marta.goes_to(need).reads("Ci lavoriamo con il Comune")

        initiative = self.proposes(lucia, need)
        self.writes_together_and_freezes(lucia, initiative)
        check_accessible(lucia.page)

        poll = self.prepares_the_vote(lucia)
        anna = somebody().signs_in("anna@demo.example")
        self.opens_in_two(lucia, anna, poll)

        codes = [
            self.votes(somebody(javascript=number % 2 == 0), poll, email, number)
            for number, email in enumerate(voters)
        ]
        self.nobody_sees_partial_results(anna, poll)

        served_app.move_time(timedelta(days=8))
        visitor = somebody(javascript=False, width=320)
        self.waits_for_the_count(visitor, poll)
        self.recounts(visitor, poll, tmp_path, len(codes))
        voter = somebody()
        self.finds_the_code(voter, poll, codes[0])
        check_accessible(voter.page)

        lucia = somebody().signs_in("lucia@demo.example")
        self.says_what_came_of_it(lucia, initiative)

        marta = somebody().signs_in("marta@demo.example")
        marta.goes_to(need).reads(INITIATIVE)
        marta.goes_to("/io").reads(NEED)
        mailbox.wait_for("marta@demo.example")

    def writes_a_need(self, marta: Somebody) -> str:
        marta.goes_to("/bisogni/nuovo/testo")
        marta.writes("title", NEED)
        marta.writes("body", "D'estate chi aspetta l'autobus sta al sole, e molti sono anziani.")
        marta.chooses_like("service_area_id", "Spazi").chooses_like("comune_id", "Foligno")
        marta.page.locator("input[name='target_groups']").first.check()
        marta.page.locator("input[name='speaks_for']").first.check()
        marta.presses("Send the need").lands_on(r"/bisogni/\d+.*")
        return marta.path

    def joins_and_speaks(self, gianni: Somebody, need: str) -> None:
        gianni.goes_to(need).presses("I need it too").sees("You need it too.")
        gianni.writes("body", "Davanti alla farmacia servirebbe di più.")
        gianni.presses("Publish the comment")
        gianni.goes_to("/io").follows("For whom you act").presses("Act in its name")
        gianni.goes_to(need)
        position = gianni.opens_form("/posizioni")
        position.locator("[name='sentence']").fill("Aderiamo: possiamo cercare chi le monta.")
        gianni.presses("Publish the position").goes_to(need)
        gianni.reads("Aderiamo: possiamo cercare chi le monta.")

    def answers(self, lucia: Somebody, need: str) -> None:
        answer = lucia.goes_to(need).opens_form("/risposte")
        answer.locator("input[name='kind']").first.check()
        answer.locator("textarea").fill(
            "Ci lavoriamo con il Comune: scriviamo insieme un progetto."
        )
        lucia.presses("Publish the answer", within=answer)

    def proposes(self, lucia: Somebody, need: str) -> str:
        lucia.goes_to(need).follows("Propose an initiative that answers it")
        lucia.writes("title", INITIATIVE)
        lucia.writes("summary", "Tre panchine con ombra, montate da chi abita in piazza.")
        lucia.writes("body", "Il Comune dà il posto, l'associazione le monta, il legno è locale.")
        lucia.chooses_like("area", "Spazi").chooses_like("place", "Foligno")
        lucia.presses("Propose it").lands_on(r"/iniziative/\d+.*")
        return lucia.path

    def writes_together_and_freezes(self, lucia: Somebody, initiative: str) -> None:
        for step in ("approfondimento", "scrittura-comune", "testo-definitivo"):
            form = lucia.goes_to(initiative).opens_form(f"/{step}")
            if form.locator("textarea").count():
                form.locator("textarea").fill("Il testo è pronto.")
            lucia.sends(form.locator("button[type=submit]"))
        lucia.goes_to(initiative).sees("Check that nobody changed it")

    def prepares_the_vote(self, lucia: Somebody) -> str:
        now = datetime.now(ROME)
        lucia.goes_to("/votazioni/nuova").writes("title", POLL)
        lucia.writes("effect", "Il consorzio monta le panchine se la maggioranza è d'accordo.")
        lucia.chooses_like("territory_id", "Foligno")
        lucia.writes("opens_at", f"{now - timedelta(minutes=5):%Y-%m-%dT%H:%M}")
        lucia.writes("closes_at", f"{now + timedelta(days=7):%Y-%m-%dT%H:%M}")
        lucia.writes("question", "Montiamo le panchine?")
        lucia.ticks("method", "single")
        lucia.page.get_by_label(INITIATIVE).check()
        lucia.writes("plain_options", AGAINST)
        lucia.presses("Save the draft")
        lucia.unfolds("Freeze it").presses("Freeze the vote")
        return lucia.path.removesuffix("/preparazione")

    def opens_in_two(self, lucia: Somebody, anna: Somebody, poll: str) -> None:
        lucia.goes_to(f"{poll}/preparazione").presses("Approve the opening")
        lucia.goes_to(f"{poll}/preparazione")
        expect(lucia.page.get_by_role("button", name=it("Approve it too"))).to_have_count(0)
        anna.goes_to(f"{poll}/preparazione").presses("Approve it too")
        anna.goes_to(poll).reads(POLL)

    def votes(self, voter: Somebody, poll: str, email: str, number: int) -> str:
        voter.signs_in(email).goes_to(f"{poll}/voto")
        # Each voter has an order of their own, so it is the words that tell the options apart.
        words = AGAINST if number % 4 == 0 else INITIATIVE
        voter.page.locator("#ballot").get_by_role("radio", name=words).check()
        if number % 2:
            voter.sends(voter.page.locator("#ballot button[type=submit]"))
        state = voter.page.locator("#ballot-state")
        expect(state).to_contain_text("1")
        expect(state).to_have_class("voting-state voting-state--in")
        voter.presses("I have finished: give me the code").sees("Keep it now")
        code = voter.page.locator("#code-1").inner_text()
        return "".join(code.split()).replace("-", "")

    def nobody_sees_partial_results(self, anna: Somebody, poll: str) -> None:
        for name in ("board.csv", "result.json", "verify.py", "tabellone"):
            assert anna.page.request.get(f"{poll}/{name}").status == 404, name

    def waits_for_the_count(self, visitor: Somebody, poll: str) -> None:
        """The worker counts within seconds of the close; a page never does."""
        for _ in range(30):
            visitor.goes_to(poll)
            if visitor.page.get_by_role("link", name="verify.py").count():
                return
            visitor.page.wait_for_timeout(1000)
        raise AssertionError("the vote was not counted")

    def recounts(self, visitor: Somebody, poll: str, folder, count: int) -> None:
        for name in ("board.csv", "result.json", "verify.py"):
            answer = visitor.page.request.get(f"{poll}/{name}")
            assert answer.ok, name
            (folder / name).write_bytes(answer.body())
        verdict = subprocess.run(
            [sys.executable, "verify.py"], cwd=folder, capture_output=True, text=True, check=False
        )
        assert verdict.returncode == 0, verdict.stdout + verdict.stderr
        result = json.loads((folder / "result.json").read_text())
        assert f": {count}" in json.dumps(result)

        board = folder / "board.csv"
        board.write_text(board.read_text().replace("1\n", "2\n", 1))
        changed = subprocess.run(
            [sys.executable, "verify.py"], cwd=folder, capture_output=True, text=True, check=False
        )
        assert changed.returncode != 0, "one changed byte must be noticed"

    def finds_the_code(self, voter: Somebody, poll: str, code: str) -> None:
        voter.goes_to(poll).page.locator("#ballot-code").fill(code)
        voter.presses("Look for it")
        expect(voter.page.locator(".voting-check-answer")).to_contain_text(
            it("It is there. Your choice:")
        )

    def says_what_came_of_it(self, lucia: Somebody, initiative: str) -> None:
        for step in ("avvio", "conclusione"):
            form = lucia.goes_to(initiative).opens_form(f"/{step}")
            if form.locator("textarea").count():
                form.locator("textarea").fill(
                    "Le tre panchine sono in piazza, all'ombra dei tigli."
                )
            lucia.sends(form.locator("button[type=submit]"))
        lucia.goes_to(initiative).reads("Le tre panchine sono in piazza")
