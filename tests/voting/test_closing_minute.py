"""The last minute of a vote, over HTTP: whoever was told "you have voted" is on the board."""

import pytest

from bench.closing_minute import closing_minute
from bench.served import Installation

pytestmark = [pytest.mark.commits, pytest.mark.slow]


def test_everybody_who_was_acknowledged_is_on_the_board(
    databases, engine_name, tmp_path, times, record_testsuite_property
):
    url = databases.create_empty() if engine_name == "postgresql" else None
    installation = Installation(tmp_path, database_url=url)
    # The PostgreSQL of tests does not wait for the disk, and is refused otherwise.
    installation.environment["AURIGA_TESTING"] = "1"

    outcome = closing_minute(installation, count=times(40, 1_000), seconds=times(3, 60))

    figures = {
        "p50": outcome.percentile(0.5),
        "p95": outcome.percentile(0.95),
        "p99": outcome.percentile(0.99),
        **outcome.statuses,
    }
    record_testsuite_property("closing minute", f"{engine_name} {figures}")
    assert all(status in {200, 409} for status in outcome.statuses), figures
    assert outcome.accepted == outcome.on_board > 0, figures
