"""Printing what was measured."""

from collections.abc import Sequence

from bench.measure import Row

_HEAD = ("", "req/s", "p50 ms", "p95 ms", "× constant", "statements", "KB", "answers")


def print_table(engine: str, size: str, rows: Sequence[Row]) -> None:
    """Print one line a measure; the first row is the reference of the ratios."""
    reference = rows[0].result.per_second
    lines = [_HEAD]
    for row in rows:
        result = row.result
        lines.append(
            (
                row.name,
                f"{result.per_second:,.0f}",
                f"{result.percentile(0.5):.1f}",
                f"{result.percentile(0.95):.1f}",
                f"{result.per_second / reference:.3f}",
                "" if row.statements is None else str(row.statements),
                f"{result.body_bytes / 1024:.1f}",
                " ".join(f"{count}×{status}" for status, count in sorted(result.statuses.items())),
            )
        )
    widths = [max(len(line[column]) for line in lines) for column in range(len(_HEAD))]
    print(f"\n{engine}, {size}, 2 workers")
    for line in lines:
        cells = [line[0].ljust(widths[0])]
        cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
        print("  ".join(cells))
