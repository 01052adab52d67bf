"""Places to test with."""

from datetime import date

import factory

from auriga_web.core.database import db
from auriga_web.territories.models import Territory, TerritoryKind, TerritoryPart
from tests.factories.base import Factory


class ZoneFactory(Factory):
    """A zona sociale without comuni."""

    class Meta:
        model = Territory

    kind = TerritoryKind.ZONA
    istat_code = factory.Sequence(lambda number: f"ZT{number:03d}")
    name = factory.Sequence(lambda number: f"Zona {number}")
    slug = factory.Sequence(lambda number: f"zona-{number}")


class ProvinceFactory(Factory):
    """A province without comuni."""

    class Meta:
        model = Territory

    kind = TerritoryKind.PROVINCE
    istat_code = factory.Sequence(lambda number: f"PT{number:03d}")
    name = "Provincia"
    slug = factory.Sequence(lambda number: f"provincia-{number}")


class ComuneFactory(Factory):
    """A comune in a zona of its own, unless `zone` (and `province`) name one."""

    class Meta:
        model = Territory

    class Params:
        small = factory.Trait(population=120)

    kind = TerritoryKind.COMUNE
    istat_code = factory.Sequence(lambda number: f"CT{number:04d}")
    name = factory.Sequence(lambda number: f"Comune {number:03d}")
    slug = factory.Sequence(lambda number: f"comune-{number}")
    population = 24_000
    outline = "M0 0l9 0 0 9z"

    @classmethod
    def _create(cls, model_class, *args, zone=None, province=None, **kwargs):
        comune = super()._create(model_class, *args, **kwargs)
        for parent in [zone or ZoneFactory(), *([province] if province else [])]:
            db.session.add(
                TerritoryPart(parent_id=parent.id, child_id=comune.id, valid_from=date(2023, 1, 1))
            )
        db.session.commit()
        return comune
