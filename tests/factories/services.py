"""Service areas and services to test with."""

from datetime import date

import factory

from auriga_web.core.database import db
from auriga_web.services.models import Service, ServiceArea, ServiceTerritory
from tests.factories.base import NOON, Factory


class ServiceAreaFactory(Factory):
    """An area of the tree, with no field above it."""

    class Meta:
        model = ServiceArea

    class Params:
        sensitive = factory.Trait(is_sensitive=True)

    slug = factory.Sequence(lambda number: f"area-{number}")
    name = factory.Sequence(lambda number: f"Area {number}")


class ServiceFactory(Factory):
    """A service that works nowhere, unless `territories` says where."""

    class Meta:
        model = Service
        exclude = ("area",)

    area = factory.SubFactory(ServiceAreaFactory)
    area_id = factory.SelfAttribute("area.id")
    title = "Trasporto alle visite"
    audience = "Chi non guida e vive solo"
    how_to_get_in = "Si telefona due giorni prima."
    how_to_get_in_html = "<p>Si telefona due giorni prima.</p>"
    run_by = "Cooperativa Spigolina"
    review_on = date(2028, 3, 12)
    created_at = NOON
    updated_at = NOON

    @classmethod
    def _create(cls, model_class, *args, territories=(), **kwargs):
        service = super()._create(model_class, *args, **kwargs)
        db.session.add_all(
            ServiceTerritory(service_id=service.id, territory_id=territory.id)
            for territory in territories
        )
        db.session.commit()
        return service
