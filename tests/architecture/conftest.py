"""What the architecture tests share."""

import pytest

from auriga_web.app import create_app
from auriga_web.core.database import close_connections
from tests.conftest import settings_for


@pytest.fixture
def empty_application(databases, tmp_path):
    """An application on a database that holds nothing yet."""
    url = databases.create_empty()
    app = create_app(settings_for(url, tmp_path))
    with app.app_context():
        yield app
        close_connections()
    databases.drop(url)
