"""When something is due. Pure: facts in, date out."""

from datetime import date, datetime, time, timedelta

from auriga_web.core.clock import ROME

OPENING_HOUR = time(9)
READING_HOUR = time(13)
_HOLIDAYS = {
    (1, 1),
    (1, 6),
    (4, 25),
    (5, 1),
    (6, 2),
    (8, 15),
    (11, 1),
    (12, 8),
    (12, 25),
    (12, 26),
}


def next_reading(now: datetime) -> datetime:
    """Return by when staff read what arrives now: the next working day at 13, in Italy."""
    return working_days_later(now, 1)


def working_days_later(now: datetime, days: int) -> datetime:
    """Return 13 o'clock, in Italy, of the working day that comes so many after today."""
    day = now.astimezone(ROME).date()
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return datetime.combine(day, READING_HOUR, tzinfo=ROME)


def is_staffed(now: datetime) -> bool:
    """Tell whether an operator answers now: on working days from 9 to 13, in Italy."""
    here = now.astimezone(ROME)
    return is_working_day(here.date()) and OPENING_HOUR <= here.time() < READING_HOUR


def is_working_day(day: date) -> bool:
    """Tell whether offices are open: not on Saturdays, Sundays and national holidays."""
    is_holiday = (day.month, day.day) in _HOLIDAYS or day == _easter(day.year) + timedelta(days=1)
    return day.weekday() < 5 and not is_holiday


def _easter(year: int) -> date:
    # The anonymous Gregorian computus, as in Meeus.
    a, b, c = year % 19, year // 100, year % 100
    d, e = b // 4, b % 4
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)
