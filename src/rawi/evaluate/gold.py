"""Gold, readings and floors as files."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rawi.records import Reading

# What hand-made gold leaves out of the contract: no figure measures it.
_STATEMENT: dict[str, Any] = {"co_speakers": [], "on_behalf_of": None, "within": None}
_LINK: dict[str, Any] = {"mention": None, "role": "", "text": ""}
_EVENT: dict[str, Any] = {"place_roles": [], "score": 1.0}
_DATE: dict[str, Any] = {"precision": "day", "start": 0, "end": 0, "text": ""}


class GoldError(ValueError):
    """Gold, readings or floors that cannot be scored; the message names the file and the cure."""


@dataclass(frozen=True, slots=True)
class Gold:
    """Gold of one article as a Reading, and how far from its point a place may be located, in km by mention id."""

    reading: Reading
    within_km: dict[str, float]


def load_gold(path: Path) -> Gold:
    """One gold file; what gold leaves out of the contract is filled with nothing. Raises GoldError."""
    try:
        data = json.loads(path.read_text("utf-8"))
        filled = {"contract": 1, **data, "article": {"id": path.stem, **data["article"]}}
        filled["attributions"] = [
            {**_STATEMENT, **said, "chain": [{**_LINK, **link} for link in said["chain"]]} for said in data["attributions"]
        ]
        filled["events"] = [{**_EVENT, **event, "date": event["date"] and {**_DATE, **event["date"]}} for event in data["events"]]
        within = {m["id"]: float(m["within_km"]) for m in data["mentions"] if m.get("within_km") is not None}
        return Gold(Reading.from_json(json.dumps(filled)), within)
    except (ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{path}: is no gold ({type(error).__name__}: {error}); see scores/README.md for its form") from error


def stored_readings(path: Path) -> dict[str, Reading]:
    """Readings of a JSON Lines file by article id. Raises GoldError."""
    try:
        with path.open(encoding="utf-8") as lines:
            return {reading.article.id: reading for reading in map(Reading.from_json, filter(str.strip, lines))}
    except (OSError, ValueError, TypeError) as error:
        raise GoldError(f"{path}: holds no readings ({error}); write them with rawi read") from error


def fresh_readings(golds: dict[str, Gold], articles: Path | None) -> dict[str, Reading]:
    """The gold's articles read now, with the outlet, title and day that ``articles`` (JSON Lines) or the gold gives."""
    from rawi.clean import article_from_text
    from rawi.read import default_reader

    told = _told(articles) if articles else {}
    reader, made = default_reader(), {}
    for name, gold in golds.items():
        article = gold.reading.article
        more = {key: told.get(name, {}).get(key) or getattr(article, key) for key in ("title", "outlet", "url", "published")}
        made[name] = reader.read(article_from_text(article.text, id=name, lexicon=reader.lexicon, **more))
    return made


def _told(articles: Path) -> dict[str, dict[str, str]]:
    """What a JSON Lines file says of articles, by id."""
    try:
        with articles.open(encoding="utf-8") as lines:
            return {row["id"]: row for row in map(json.loads, filter(str.strip, lines))}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise GoldError(f"{articles}: cannot be used ({type(error).__name__}: {error}); give JSON Lines with an id a line") from error


def read_floors(path: Path, gold: Path) -> dict[str, float]:
    """The floors of the gold folder beside them, by figure; other gold has none. Raises GoldError."""
    if not path.exists() or path.parent.resolve() != gold.resolve().parent:
        return {}
    try:
        return {name: float(floor) for name, floor in tomllib.loads(path.read_text("utf-8")).get("floors", {}).items()}
    except (ValueError, TypeError) as error:
        raise GoldError(f'{path}: {error}; write [floors] and lines such as "place mentions" = 0.85') from error
