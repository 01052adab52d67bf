"""`python -m bench`: what pages and writes cost, on both engines.

Every figure is printed beside the same run's reference (a Flask view that returns a constant, on
the same server), because absolute figures drift from one machine and one hour to another.
"""

import argparse
import tempfile
from pathlib import Path

from bench.measure import measure
from bench.report import print_table
from bench.served import Installation
from tests import postgresql


def main() -> None:
    """Measure what the arguments ask for, and print one table per engine."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--size", choices=["small", "province", "madrid"], default="province")
    parser.add_argument("--engine", choices=["sqlite", "postgresql", "both"], default="both")
    parser.add_argument("--seconds", type=float, default=3.0, help="how long each measure runs")
    parser.add_argument("--only", default="", help="measure the rows whose name holds this word")
    wanted = parser.parse_args()
    engines = ["sqlite", "postgresql"] if wanted.engine == "both" else [wanted.engine]
    for engine in engines:
        with tempfile.TemporaryDirectory(prefix="auriga-bench-") as folder:
            server = postgresql.start(durable=True) if engine == "postgresql" else None
            try:
                url = server.url if server else None
                installation = Installation(Path(folder), database_url=url)
                installation.fill(wanted.size)
                rows = measure(installation, seconds=wanted.seconds, only=wanted.only)
                print_table(engine, wanted.size, rows)
            finally:
                if server:
                    server.stop()


if __name__ == "__main__":
    main()
