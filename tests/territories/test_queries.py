import pytest
from sqlalchemy.exc import NoResultFound

from auriga_web.territories import queries
from tests.factories import ComuneFactory, ProvinceFactory, ZoneFactory


class TestComuni:
    def test_are_listed_by_name_with_their_zona_in_one_query(self, count_queries):
        zone = ZoneFactory(name="Alta")
        ComuneFactory(name="Zuccaro", zone=zone)
        ComuneFactory(name="Albero", zone=zone)

        with count_queries() as statements:
            rows = [(comune.name, comune.zone_name) for comune in queries.list_comuni()]

        assert rows == [("Albero", "Alta"), ("Zuccaro", "Alta")]
        assert len(statements) == 1, statements

    def test_are_found_by_their_slug(self):
        comune = ComuneFactory(slug="bellavista")

        assert queries.get_comune("bellavista").id == comune.id

    def test_of_another_slug_are_not_there(self):
        with pytest.raises(NoResultFound):
            queries.get_comune("atlantide")

    def test_that_are_small_sign_with_their_zona(self):
        zone = ZoneFactory(name="Valnerina")
        comune = ComuneFactory(name="Poggiodomo", zone=zone, small=True)

        assert queries.find_comune(comune.id).public_place == "Valnerina"

    def test_are_not_zones(self):
        assert queries.find_comune(ZoneFactory().id) is None


class TestPlaces:
    def test_know_what_is_within_and_around(self, count_queries):
        province, zone = ProvinceFactory(), ZoneFactory()
        comune = ComuneFactory(zone=zone, province=province)
        neighbour = ComuneFactory(zone=zone, province=province)
        ComuneFactory(province=province)

        with count_queries() as statements:
            places = queries.load_places()
            found = places.find(zone.slug)

        assert found.id == zone.id
        assert places.within(zone.id) == {zone.id, comune.id, neighbour.id}
        assert places.within(comune.id) == {comune.id}
        assert places.around(comune.id) == {comune.id, zone.id, province.id}
        assert places.around(zone.id) == {zone.id, comune.id, neighbour.id, province.id}
        assert len(statements) == 1, statements

    def test_find_nothing_for_no_slug(self):
        assert queries.load_places().find(None) is None


class TestTrees:
    def test_reach_down_and_up(self):
        province, zone = ProvinceFactory(), ZoneFactory()
        comune = ComuneFactory(zone=zone, province=province)

        assert queries.descendants(province.id) == {province.id, comune.id}
        assert queries.ancestors(comune.id) == {comune.id, zone.id, province.id}
        assert queries.zona_of(comune.id).slug == zone.slug


class TestProvinceMap:
    def test_tints_the_comuni_and_says_what_a_tint_means(self, count_queries):
        province, zone = ProvinceFactory(), ZoneFactory()
        many = ComuneFactory(zone=zone, province=province)
        none = ComuneFactory(zone=zone, province=province)
        outside = ComuneFactory(zone=zone)

        with count_queries() as statements:
            drawn = queries.province_map({many.id: 40, outside.id: 2})

        by_name = {shape.name: shape for shape in drawn.shapes}
        assert (by_name[many.name].total, by_name[many.name].tint) == (40, 3)
        assert by_name[none.name].tint == 0
        assert outside.name not in by_name
        assert len(drawn.rows) == 3
        assert drawn.steps == [(1, 4), (5, 9), (10, None)]
        assert len(statements) == 1, statements
