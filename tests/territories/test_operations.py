import json
from datetime import date, timedelta
from importlib import resources

from sqlalchemy import func, select

from auriga_web.core.database import db
from auriga_web.territories import operations, queries, rules
from auriga_web.territories.models import Territory, TerritoryKind, TerritoryPart
from tests.factories import NOON


def _comuni_by_name():
    return {comune.name: comune for comune in queries.list_comuni()}


class TestLoadTerritories:
    def test_brings_the_province_its_zones_and_comuni(self):
        assert operations.load_territories(NOON) == 70

        province = db.session.scalars(
            select(Territory).where(Territory.kind == TerritoryKind.PROVINCE)
        ).one()
        assert len(queries.list_zones()) == 9
        assert len(queries.descendants(province.id)) == 1 + 59
        assert sum(c.population for c in queries.list_comuni() if c.province_id) == 637_598

    def test_puts_every_comune_in_its_zona(self):
        operations.load_territories(NOON)

        comuni = _comuni_by_name()

        assert comuni["Sigillo"].zone_name == "Alto Chiascio"
        assert comuni["Città di Castello"].slug == "citta-di-castello"
        assert comuni["Perugia"].code == "054039"

    def test_keeps_san_venanzo_in_its_zona_and_out_of_the_province(self):
        operations.load_territories(NOON)

        san_venanzo = _comuni_by_name()["San Venanzo"]

        assert san_venanzo.zone_name == "Media Valle del Tevere"
        assert san_venanzo.province_id is None

    def test_can_be_run_again(self):
        operations.load_territories(NOON)
        before = db.session.scalar(select(func.count()).select_from(TerritoryPart))
        foligno = _comuni_by_name()["Foligno"].id

        operations.load_territories(NOON + timedelta(days=400))

        assert db.session.scalar(select(func.count()).select_from(TerritoryPart)) == before
        assert _comuni_by_name()["Foligno"].id == foligno

    def test_puts_right_what_was_changed(self):
        operations.load_territories(NOON)
        spello = queries.get_territory(_comuni_by_name()["Spello"].id)
        spello.population = 1
        db.session.flush()

        operations.load_territories(NOON)

        assert spello.population > 8_000

    def test_dates_the_move_of_a_comune_to_another_zona(self):
        operations.load_territories(NOON)
        comuni = _comuni_by_name()
        spello, zona = comuni["Spello"], comuni["Assisi"].zone_id
        part = db.session.scalars(
            select(TerritoryPart).where(
                TerritoryPart.child_id == spello.id, TerritoryPart.parent_id == spello.zone_id
            )
        ).one()
        part.parent_id = zona
        db.session.flush()

        operations.load_territories(NOON)

        assert part.valid_to == date(2027, 3, 12)
        assert queries.zona_of(spello.id).id == spello.zone_id

    def test_draws_in_the_frame_of_the_map(self):
        text = resources.files("auriga_web.territories").joinpath("data/umbria.json").read_text()

        assert json.loads(text)["view_box"] == rules.MAP_VIEW_BOX
