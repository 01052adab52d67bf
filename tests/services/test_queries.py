import pytest
from sqlalchemy.exc import NoResultFound

from auriga_web.core.access import VISITOR
from auriga_web.services import queries
from auriga_web.territories import queries as territories
from tests.factories import ComuneFactory, ServiceAreaFactory, ServiceFactory, ZoneFactory


class TestAreas:
    def test_form_a_tree_in_one_query(self, count_queries):
        root = ServiceAreaFactory(name="Educativo")
        ServiceAreaFactory(name="Nidi", parent_id=root.id, slug="nidi")

        with count_queries() as statements:
            areas = queries.list_areas()

        assert [(area.name, [below.name for below in area.areas]) for area in areas] == [
            ("Educativo", ["Nidi"])
        ]
        assert queries.find_area(areas, "nidi").name == "Nidi"
        assert queries.find_area(areas, None) is None
        assert len(statements) == 1, statements


class TestListServices:
    def test_is_in_order_of_title_in_one_query_however_many(self, count_queries):
        ServiceFactory(title="Zattera")
        ServiceFactory(title="Ambulatorio")

        with count_queries() as statements:
            page = queries.list_services(reader=VISITOR)

        assert [row.title for row in page.rows] == ["Ambulatorio", "Zattera"]
        assert len(statements) == 1, statements

    def test_goes_on_from_where_it_stopped(self):
        for number in range(5):
            ServiceFactory(title=f"Servizio {number // 2}")

        first = queries.list_services(reader=VISITOR, limit=3)
        second = queries.list_services(reader=VISITOR, limit=3, cursor=first.next_cursor)

        ids = [row.id for row in (*first.rows, *second.rows)]
        assert len(set(ids)) == 5
        assert second.next_cursor is None

    def test_filters_by_area(self):
        wanted = ServiceFactory()
        ServiceFactory()

        page = queries.list_services(reader=VISITOR, area_ids=[wanted.area_id])

        assert [row.id for row in page.rows] == [wanted.id]

    def test_of_a_comune_has_those_of_its_zona(self):
        zone = ZoneFactory()
        comune = ComuneFactory(zone=zone)
        of_zone = ServiceFactory(title="A", territories=[zone])
        of_comune = ServiceFactory(title="B", territories=[comune])
        ServiceFactory(title="C", territories=[ComuneFactory(zone=zone)])

        around = territories.load_places().around(comune.id)
        page = queries.list_services(reader=VISITOR, territory_ids=around)

        assert [row.id for row in page.rows] == [of_zone.id, of_comune.id]


class TestGetServicePage:
    def test_takes_few_queries(self, count_queries):
        root = ServiceAreaFactory(name="Comunità")
        area = ServiceAreaFactory(parent_id=root.id)
        service = ServiceFactory(area=area, territories=[ComuneFactory(name="Trevi")])

        with count_queries() as statements:
            page = queries.get_service_page(service.id, reader=VISITOR)

        assert page.field_name == "Comunità"
        assert [place[1] for place in page.territories] == ["Trevi"]
        assert len(statements) <= 3, statements

    def test_does_not_find_what_is_not_listed(self):
        service = ServiceFactory(is_listed=False)

        with pytest.raises(NoResultFound):
            queries.get_service_page(service.id, reader=VISITOR)


class TestCounting:
    def test_leaves_out_what_is_not_listed(self):
        ServiceFactory()
        ServiceFactory(is_listed=False)

        assert queries.count_services() == 1
