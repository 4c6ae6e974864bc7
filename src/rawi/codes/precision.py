"""How exactly ACLED and UCDP hold an event to be dated and placed, and the day ACLED files it under."""

from __future__ import annotations

from datetime import date, timedelta

from rawi.codes.answer import Answers
from rawi.codes.rows import Precision
from rawi.codes.scene import Scene
from rawi.lexicon import Lexicon
from rawi.lexicon.rows import Place
from rawi.records import DateSpan, Event, Mention, Reading

_ROLES = ("at", "near", "to", "from", "via")  # which place is where it happened, best first


def derive_time(scene: Scene, answers: Answers) -> None:
    """Fill in the day and the precisions of time."""
    day = scene.event.date
    if day is None or day.first is None or day.last is None:
        answers.none("no day is told, or the article has no day of its own to count from", "time_precision", "date_precision", "acled_date")
        return
    row = _time_row(day, scene.tables.precisions)
    if row is None or row.acled is None or row.day is None:
        answers.none(f"{day.precision} is coarser than ACLED codes", "time_precision", "acled_date")
    else:
        answers.found(row.source, time_precision=row.acled)
        answers.found(row.source, acled_date=_day_of(day.first, day.last, row.day))
    _tell(row, "date_precision", f"UCDP has no precision for {day.precision}", answers)


def _time_row(day: DateSpan, precisions: tuple[Precision, ...]) -> Precision | None:
    """The row of a precision; a day that is several days goes by how many."""
    if day.precision == "day" and day.first != day.last:
        days = (date.fromisoformat(day.last or "") - date.fromisoformat(day.first or "")).days + 1
        return next((row for row in precisions if row.of == "span" and days <= int(row.values[0])), None)
    return next((row for row in precisions if row.of == "date" and day.precision in row.values), None)


def _day_of(first: str, last: str, which: str) -> str:
    """The first or the middle day of a span."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return (start if which == "first" else start + timedelta(days=(end - start).days // 2)).isoformat()


def derive_place(scene: Scene, answers: Answers) -> None:
    """Fill in the precisions of the place."""
    place = place_of(scene.event, scene.reading)
    if place is None:
        answers.none("no place is told", "geo_precision", "where_precision")
        return
    known = gazetted(place, scene.lexicon)
    if known is None:
        answers.none("the gazetteer does not know the place", "geo_precision", "where_precision")
        return
    value = f"part of a {known.feature}" if place.relation else known.feature
    row = _place_row(known.feature, place.relation is not None, scene.tables.precisions)
    if row is None or row.acled is None:
        answers.none(f"a {value} is coarser than ACLED codes", "geo_precision")
    else:
        answers.found(row.source, geo_precision=row.acled)
    _tell(row, "where_precision", f"UCDP has no precision for a {value}", answers)


def _place_row(feature: str, relative: bool, precisions: tuple[Precision, ...]) -> Precision | None:
    """The row of a feature; of an area relative to one its own row, else that of all such areas."""
    of, other = ("relation", "relation") if relative else ("feature", feature)
    rows = [row for row in precisions if row.of == of]
    return next((row for value in (feature, other) for row in rows if value in row.values), None)


def gazetted(mention: Mention, lexicon: Lexicon) -> Place | None:
    """The gazetteer's place for a mention: of a relative area («rural Idlib») what it is relative to; None where it knows none."""
    anchor = mention.relation.split()[-1] if mention.relation else None
    return lexicon.places.get(mention.entity or anchor or "")


def place_of(event: Event, reading: Reading) -> Mention | None:
    """Where it happened: the first place that says so best."""
    mentions = {mention.id: mention for mention in reading.mentions}
    roles = dict(zip(event.places, event.place_roles, strict=False))
    told = [(roles.get(id, "at"), mentions[id]) for id in event.places if id in mentions]
    rank = {role: at for at, role in enumerate(_ROLES)}
    return min(told, key=lambda pair: rank.get(pair[0], len(_ROLES)))[1] if told else None


def _tell(row: Precision | None, field: str, reason: str, answers: Answers) -> None:
    """UCDP's precision of a row, or why there is none."""
    if row is None or row.ucdp is None:
        answers.none(reason, field)
    else:
        answers.found(row.source, **{field: row.ucdp})
