from auriga_web.core.access import Actor
from auriga_web.initiatives.models import InitiativeState
from auriga_web.needs.models import CountKind, NeedCount
from auriga_web.portal import queries
from auriga_web.services import queries as services
from auriga_web.territories import queries as territories
from tests.factories import (
    NOON,
    CommentFactory,
    ComuneFactory,
    InitiativeFactory,
    MembershipFactory,
    NeedFactory,
    OrganisationFactory,
    PersonFactory,
    ServiceAreaFactory,
    ServiceFactory,
    SupportFactory,
    ThemeFactory,
    ZoneFactory,
)


def keep(db, *counts):
    db.session.add_all(
        NeedCount(kind=kind, key=key, value=value, n=n) for kind, key, value, n in counts
    )
    db.session.commit()


class TestNumbers:
    def test_come_from_what_is_kept_in_four_queries(self, db, count_queries):
        ServiceFactory()
        InitiativeFactory()
        ThemeFactory()
        keep(
            db,
            (CountKind.COMUNE, 7, "published", 4),
            (CountKind.COMUNE, 7, "answered", 2),
            (CountKind.COMUNE, 8, "not_pursued", 1),
            (CountKind.ANSWER, 0, "in_time", 2),
            (CountKind.ANSWER, 0, "late", 1),
            (CountKind.STOP, 0, "theme", 3),
        )

        with count_queries() as statements:
            today = queries.numbers()

        assert (today.needs, today.answered, today.answered_in_time) == (7, 3, 2)
        assert today.open_by_comune == {7: 4, 8: 0}
        assert today.themes == 1
        assert today.services == 1
        assert today.initiatives == {InitiativeState.IDEA: 1}
        assert len(statements) == 4, statements

    def test_of_a_field_hold_those_of_its_areas(self, db):
        root = ServiceAreaFactory(name="Educativo")
        area = ServiceAreaFactory(parent_id=root.id)
        keep(
            db, (CountKind.AREA, area.id, "published", 4), (CountKind.AREA, root.id, "answered", 1)
        )

        [(name, row)] = queries.numbers_by_area(queries.numbers(), services.list_areas())

        assert (name, row.listed, row.answered) == ("Educativo", 5, 1)

    def test_of_a_zona_hold_those_of_its_comuni(self, db):
        zone = ZoneFactory(name="Valnerina")
        one, other = ComuneFactory(zone=zone), ComuneFactory(zone=zone)
        keep(
            db,
            (CountKind.COMUNE, one.id, "published", 4),
            (CountKind.COMUNE, other.id, "not_pursued", 2),
        )

        rows = queries.numbers_by_zone(queries.numbers(), territories.load_places())

        [(name, row)] = rows
        assert (name, row.listed, row.not_pursued, row.closed) == ("Valnerina", 6, 2, 2)
        assert queries.numbers_of_comune(one.id).listed == 4


class TestMine:
    def test_needs_are_all_that_i_wrote_and_nobody_elses(self):
        author = PersonFactory()
        draft = NeedFactory(author=author)
        public = NeedFactory(author=author, published=True)
        hidden = NeedFactory(author=author, published=True, hidden=True)
        NeedFactory(published=True)

        rows = queries.list_my_needs(reader=Actor(person_id=author.id))

        assert [row.id for row in rows] == [hidden.id, public.id, draft.id]
        assert [row.is_public for row in rows] == [False, True, False]
        assert [row.awaits_author for row in rows] == [False, False, True]
        assert [bool(row.state_word) for row in rows] == [True, False, True]

    def test_supports_are_mine_and_still_public(self):
        person = PersonFactory()
        support = SupportFactory(person=person)
        SupportFactory(person=person, need=NeedFactory(withdrawn=True))
        SupportFactory()

        rows = queries.list_supported_needs(reader=Actor(person_id=person.id))

        assert [row.id for row in rows] == [support.need_id]

    def test_comments_are_mine_and_not_those_i_took_back(self):
        person = PersonFactory()
        comment = CommentFactory(author=person, body="**Serve** un orario chiaro.")
        CommentFactory(author=person, deleted_at=NOON)
        CommentFactory()

        [row] = queries.list_my_comments(reader=Actor(person_id=person.id))

        assert (row.id, row.excerpt) == (comment.id, "Serve un orario chiaro.")

    def test_initiatives_are_those_i_proposed(self):
        person = PersonFactory()
        initiative = InitiativeFactory(author_id=person.id)
        InitiativeFactory()

        rows = queries.list_my_initiatives(reader=Actor(person_id=person.id))

        assert [row.id for row in rows] == [initiative.id]

    def test_bodies_are_those_i_belong_to(self):
        person = PersonFactory()
        body = OrganisationFactory()
        MembershipFactory(person=person, organisation=body)
        MembershipFactory()

        rows = queries.list_my_bodies(reader=Actor(person_id=person.id))

        assert [row.id for row in rows] == [body.id]


class TestOutcomes:
    def test_are_the_initiatives_that_ended(self):
        done = InitiativeFactory(concluded=True)
        InitiativeFactory(in_progress=True)
        InitiativeFactory(concluded=True, hidden=True)

        [row] = queries.list_outcomes(limit=5)

        assert (row.initiative_id, row.excerpt) == (done.id, "Fatto.")
