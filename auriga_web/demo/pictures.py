"""Pictures of the demo, drawn here: a stop without a shelter, a flight of stairs."""

from io import BytesIO

from PIL import Image, ImageDraw

# By need: what is drawn, and what it shows in words.
PICTURED = {
    "autobus-sera": (
        "stop",
        "Una fermata lungo la strada provinciale: un palo, niente pensilina.",
    ),
    "visite": ("stairs", "La scala davanti all’ambulatorio, senza rampa."),
}
_SIZE = (1200, 800)
_SKY, _FAR, _NEAR, _ROAD = "#dfe9ea", "#a9bfa0", "#7f9a72", "#8f8b84"


def draw(what: str) -> bytes:
    """Return a picture as somebody would send it."""
    picture = Image.new("RGB", _SIZE, _SKY)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((-300, 330, 800, 1100), fill=_FAR)
    pen.ellipse((450, 380, 1700, 1200), fill=_NEAR)
    {"stop": _draw_stop, "stairs": _draw_stairs}[what](pen)
    written = BytesIO()
    picture.save(written, "PNG")
    return written.getvalue()


def _draw_stop(pen: ImageDraw.ImageDraw) -> None:
    pen.polygon([(0, 800), (0, 690), (1200, 590), (1200, 800)], fill=_ROAD)
    for start in range(0, 1200, 160):
        pen.line((start, 760 - start // 14, start + 80, 754 - start // 14), fill="white", width=8)
    pen.rectangle((394, 300, 406, 670), fill="#4a4f52")
    pen.rounded_rectangle((350, 230, 450, 330), 12, fill="#0b5d5b")
    pen.rectangle((370, 256, 430, 296), fill="white")
    pen.ellipse((376, 290, 392, 306), fill="white")
    pen.ellipse((408, 290, 424, 306), fill="white")


def _draw_stairs(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((560, 120, 1200, 800), fill="#d9c7a8")
    pen.rectangle((760, 240, 960, 520), fill="#7a5a3c")
    pen.rectangle((620, 200, 700, 320), fill="#8fb0b5")
    pen.rectangle((1020, 200, 1100, 320), fill="#8fb0b5")
    for step in range(7):
        top = 520 + step * 40
        pen.rectangle((700 - step * 60, top, 1020 + step * 20, top + 40), fill="#b9b2a6")
        pen.line((700 - step * 60, top, 1020 + step * 20, top), fill="#8f8b84", width=4)
