"""Every write of processes: effect, event, refusal."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from auriga_web.audit.models import AuditEntry
from auriga_web.core import events
from auriga_web.core.access import VISITOR, NotAllowed
from auriga_web.core.search import search
from auriga_web.duties import queries as duties
from auriga_web.organisations.models import OrganisationKind
from auriga_web.processes import operations, queries, rules
from auriga_web.processes.events import DocumentPublished, ProcessConcluded, ProcessOpened
from auriga_web.processes.models import (
    DocumentKind,
    PhaseType,
    ProcessState,
    Recipe,
    Visibility,
)
from auriga_web.processes.rules.registry import Act
from tests.factories import (
    NOON,
    ComuneFactory,
    OrganisationFactory,
    ProcessDocumentFactory,
    ProcessFactory,
    ZoneFactory,
)

TEXT = operations.ProcessText(
    title="Doposcuola di valle",
    summary="Capire che cosa serve ai ragazzi dopo le due.",
    purpose="Parlare con **chi** ne ha bisogno.",
)


@pytest.fixture
def heard(monkeypatch):
    """What was announced, of each kind that a test asks for."""
    told = []

    def listen(kind):
        monkeypatch.setitem(events._listeners, kind, [told.append])
        return told

    return listen


def start(actor, *, text=TEXT, recipe=Recipe.LISTENING, owner=None):
    return operations.start_process(
        recipe=recipe,
        text=text,
        owner_id=(owner or OrganisationFactory()).id,
        territory_id=ComuneFactory().id,
        first_day=date(2027, 4, 1),
        actor=actor,
        now=NOON,
    )


class TestStart:
    def test_makes_a_draft_with_the_usual_phases(self, facilitator, db):
        process = start(facilitator)

        phases = queries.list_phases(process.id)
        assert process.state is ProcessState.DRAFT
        assert [phase.type for phase in phases] == [PhaseType.LISTENING, PhaseType.RETURN]
        assert rules.first_day(process.starts_at) == date(2027, 4, 1)
        assert (process.starts_at, process.ends_at) == (phases[0].starts_at, phases[1].ends_at)
        assert "<strong>chi</strong>" in process.purpose_html
        assert db.session.query(AuditEntry).one().action == "process.started"

    def test_refuses_who_runs_none(self, citizen):
        with pytest.raises(NotAllowed):
            start(citizen)

    def test_refuses_the_words_of_an_administration_to_all_but_them(self, facilitator):
        text = replace(TEXT, title="Co-progettazione del doposcuola")

        start(facilitator, text=text, owner=OrganisationFactory(kind=OrganisationKind.INSTITUTION))
        with pytest.raises(rules.ReservedWords):
            start(facilitator, text=text)


class TestDuplicate:
    def test_copies_words_and_lengths_but_not_the_day_of_the_promise(self, facilitator):
        before = ProcessFactory(open=True)

        copy = operations.duplicate(
            before, title="Di nuovo", first_day=date(2027, 10, 1), actor=facilitator, now=NOON
        )

        phases = queries.list_phases(copy.id)
        assert (copy.title, copy.promise, copy.promise_due_on) == ("Di nuovo", before.promise, None)
        assert copy.state is ProcessState.DRAFT
        assert [rules.first_day(phase.starts_at) for phase in phases] == [
            date(2027, 10, 1),
            date(2027, 10, 31),
        ]
        assert rules.last_day(copy.ends_at) == date(2027, 11, 29)


class TestChange:
    def test_of_an_open_process_leaves_the_promise(self, facilitator):
        process = ProcessFactory(open=True)
        text = replace(TEXT, promise="Un'altra cosa, molto più piccola di prima.")

        operations.change_process(process, text=text, known_version=1, actor=facilitator, now=NOON)

        assert process.title == "Doposcuola di valle"
        assert "voce per voce" in process.promise
        assert process.version == 2

    def test_tells_the_second_of_two_writers(self, facilitator):
        process = ProcessFactory(version=2)

        with pytest.raises(rules.ChangedMeanwhile):
            operations.change_process(
                process, text=TEXT, known_version=1, actor=facilitator, now=NOON
            )

    def test_phases_of_a_draft_are_set_freely_and_not_of_an_open_one(self, facilitator):
        spans = rules.lay_out([(PhaseType.DESIGN, 5)], first=date(2027, 5, 1))
        draft = ProcessFactory()

        operations.set_phases(draft, spans, actor=facilitator, now=NOON)

        assert draft.ends_at == rules.midnight(date(2027, 5, 6))
        with pytest.raises(NotAllowed):
            operations.set_phases(ProcessFactory(open=True), spans, actor=facilitator, now=NOON)


class TestOpen:
    def test_makes_it_public_findable_and_owed(self, facilitator, heard):
        told = heard(ProcessOpened)
        process = ProcessFactory(promised=True)

        operations.open_process(process, actor=facilitator, now=NOON)

        assert process.is_public
        assert [event.process_id for event in told] == [process.id]
        assert [hit.subject_id for hit in search("macchina", kinds=["process"])] == [
            str(process.id)
        ]
        duty = duties.find_duty("process.promise", ("process", process.id))
        assert rules.first_day(duty.due_at) == process.promise_due_on

    def test_needs_a_whole_promise(self, facilitator):
        process = ProcessFactory()

        with pytest.raises(rules.CannotOpen):
            operations.open_process(process, actor=facilitator, now=NOON)

        assert not process.is_public

    def test_refuses_who_runs_none(self, citizen):
        with pytest.raises(NotAllowed):
            operations.open_process(ProcessFactory(promised=True), actor=citizen, now=NOON)

    def test_stops_at_the_cap_of_a_place_and_of_what_is_around_it(self, facilitator):
        zone = ZoneFactory()
        comune = ComuneFactory(zone=zone)
        for territory in (comune, zone, zone):
            ProcessFactory(open=True, territory_id=territory.id)
        here = ProcessFactory(promised=True, territory_id=comune.id)
        elsewhere = ProcessFactory(promised=True)
        later = ProcessFactory(promised=True, territory_id=comune.id, first=date(2027, 4, 30))

        operations.open_process(elsewhere, actor=facilitator, now=NOON)
        operations.open_process(later, actor=facilitator, now=NOON)
        with pytest.raises(rules.CannotOpen):
            operations.open_process(here, actor=facilitator, now=NOON)


class TestMove:
    def spans(self, *days):
        return [
            rules.Span(kind, first, last)
            for kind, (first, last) in zip([PhaseType.READING, PhaseType.DESIGN], days, strict=True)
        ]

    def test_makes_what_runs_longer(self, facilitator):
        process = ProcessFactory(open=True)
        spans = self.spans(
            (date(2027, 3, 1), date(2027, 4, 10)), (date(2027, 4, 11), date(2027, 5, 10))
        )

        operations.move_phases(process, spans, actor=facilitator, now=NOON)

        moment = queries.find_moment(process.id, now=rules.midnight(date(2027, 4, 10)))
        assert moment.present is PhaseType.READING
        assert moment.until == rules.midnight(date(2027, 4, 11))

    def test_takes_time_from_nobody(self, facilitator):
        process = ProcessFactory(open=True)
        spans = self.spans(
            (date(2027, 3, 1), date(2027, 3, 15)), (date(2027, 3, 31), date(2027, 4, 29))
        )

        with pytest.raises(rules.WrongDates):
            operations.move_phases(process, spans, actor=facilitator, now=NOON)


class TestEnd:
    def test_says_what_came_of_it_and_keeps_the_promise(self, facilitator, heard):
        told = heard(ProcessConcluded)
        process = ProcessFactory(promised=True)
        operations.open_process(process, actor=facilitator, now=NOON)

        operations.conclude(process, outcome="Il pulmino *parte*.", actor=facilitator, now=NOON)

        assert process.state is ProcessState.CONCLUDED
        assert "<em>parte</em>" in process.outcome_html
        assert len(told) == 1
        assert duties.find_duty("process.promise", ("process", process.id)).done_at == NOON

    def test_early_says_why(self, facilitator):
        process = ProcessFactory(open=True)

        with pytest.raises(rules.CannotEnd):
            operations.stop(process, reason=" ", actor=facilitator, now=NOON)
        operations.stop(process, reason="Mancano i soldi.", actor=facilitator, now=NOON)

        assert process.state is ProcessState.STOPPED

    def test_happens_once(self, facilitator):
        process = ProcessFactory(concluded=True)

        with pytest.raises(rules.CannotEnd):
            operations.conclude(process, outcome="Ancora.", actor=facilitator, now=NOON)


class TestAsking:
    def test_outside_any_process_everything_is_open(self):
        queries.check_open(None, Act.OPEN_POLL, now=NOON)
        assert queries.is_open(None, Act.WRITE_INITIATIVE, now=NOON)

    @pytest.mark.parametrize(
        ("traits", "is_open"),
        [({"open": True}, True), ({}, False), ({"stopped": True}, False)],
    )
    def test_only_an_open_process_opens_anything(self, traits, is_open):
        process = ProcessFactory(phases=[PhaseType.DESIGN], **traits)

        assert queries.is_open(process.id, Act.WRITE_INITIATIVE, now=NOON) is is_open

    def test_changes_at_the_very_moment_in_which_a_phase_ends(self):
        process = ProcessFactory(open=True)
        edge = rules.midnight(date(2027, 3, 31))

        before = queries.is_open(process.id, Act.WRITE_INITIATIVE, now=edge - timedelta(seconds=1))
        after = queries.is_open(process.id, Act.WRITE_INITIATIVE, now=edge)

        assert (before, after) == (False, True)

    def test_after_the_last_phase_is_refused(self):
        process = ProcessFactory(open=True)

        with pytest.raises(rules.NotOpen):
            queries.check_open(process.id, Act.SIGN_UP, now=process.ends_at)

    def test_takes_one_statement(self, count_queries):
        process = ProcessFactory(open=True)

        with count_queries() as statements:
            queries.check_open(process.id, Act.SIGN_UP, now=NOON)

        assert len(statements) == 1


def document(process, actor, **changes):
    values = {
        "kind": DocumentKind.INVITATION,
        "text": operations.DocumentText(title="Invito", body="Scriveteci *entro* il termine."),
        "visibility": Visibility.EVERYONE,
        "last_day": date(2027, 4, 20),
    }
    return operations.add_document(process, **values | changes, actor=actor, now=NOON)


class TestDocuments:
    def test_are_numbered_hashed_and_signed_by_the_owner(self, facilitator):
        process = ProcessFactory(open=True)

        first, second = document(process, facilitator), document(process, facilitator)

        version = queries.find_version(second.id, 1)
        assert (first.number, second.number) == (1, 2)
        assert version.body_id == process.owner_id
        assert version.sha256 == rules.sha256_of(
            number=2, version=1, title="Invito", body="Scriveteci *entro* il termine."
        )

    def test_keep_every_text(self, facilitator):
        process = ProcessFactory(open=True)
        one = document(process, facilitator)
        text = operations.DocumentText(title="Invito corretto", body="Scriveteci presto.")

        operations.rewrite_document(
            process, one, text=text, known_version=1, actor=facilitator, now=NOON
        )

        versions = queries.list_versions(one.id)
        assert [version.title for version, _name in versions] == ["Invito corretto", "Invito"]
        with pytest.raises(rules.ChangedMeanwhile):
            operations.rewrite_document(
                process, one, text=text, known_version=1, actor=facilitator, now=NOON
            )

    def test_are_published_once_with_a_long_enough_term(self, facilitator, heard):
        told = heard(DocumentPublished)
        process = ProcessFactory(open=True)
        one = document(process, facilitator)
        short = document(process, facilitator, last_day=date(2027, 3, 31))

        operations.publish_document(process, one, actor=facilitator, now=NOON)
        operations.publish_document(process, one, actor=facilitator, now=NOON)
        with pytest.raises(rules.CannotPublish):
            operations.publish_document(process, short, actor=facilitator, now=NOON)

        assert one.published_at == NOON
        assert len(told) == 1

    def test_of_a_draft_wait(self, facilitator):
        process = ProcessFactory()
        one = ProcessDocumentFactory(process_id=process.id)

        with pytest.raises(rules.CannotPublish):
            operations.publish_document(process, one, actor=facilitator, now=NOON)

    def test_are_read_by_those_they_are_for(self, facilitator, citizen):
        process = ProcessFactory(open=True)
        for number, visibility in enumerate(Visibility, start=1):
            ProcessDocumentFactory(
                process_id=process.id, number=number, visibility=visibility, published=True
            )
        ProcessDocumentFactory(process_id=process.id, number=4)

        def seen(reader):
            return [row.number for row in queries.list_documents(process.id, reader=reader)]

        assert seen(VISITOR) == [1]
        assert seen(citizen) == [1, 2]
        assert seen(facilitator) == [1, 2, 3, 4]
