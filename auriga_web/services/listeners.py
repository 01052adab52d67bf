"""What the catalogue does when an installation is prepared: load the tree of areas."""

from auriga_web.accounts.events import InstallationPrepared
from auriga_web.core.events import listens_to
from auriga_web.services import operations


@listens_to(InstallationPrepared)
def load_areas(event: InstallationPrepared) -> None:
    operations.load_service_areas(event.now)
