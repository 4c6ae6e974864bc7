"""Names that a person may mean while typing: of the registry's actors and places, and of the outlets, in Arabic and English."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from rawi.fold import fold_name
from rawi.lexicon import load_lexicon
from rawi.lexicon.tables import load_schema, read_table
from rawi.outlets import load_outlets
from rawi.serve.tongue import Tongue, message

MOST = 12
KINDS = ("actor", "place", "outlet")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A registry entry: its id, its names, what it is (a label's key) and the country it belongs to (ISO code), if it is told."""

    id: str
    en: str
    ar: str
    kind: str
    country: str


def suggested(kind: str, typed: str, most: int = MOST) -> list[Suggestion]:
    """The entries with a name in which the words that were typed stand, the last of them unfinished; whole names first, then those that
    begin so, short before long. None for an unknown kind."""
    wanted = fold_name(typed).strip()
    if not wanted or kind not in KINDS:
        return []
    inside = f" {wanted}"
    found = sorted(
        (name != wanted, not name.startswith(wanted), len(name), number) for name, number in _names(kind) if inside in f" {name}"
    )
    entries = _entries(kind)
    return [entries[number] for number in list(dict.fromkeys(number for *_, number in found))[:most]]


@cache
def _entries(kind: str) -> tuple[Suggestion, ...]:
    return tuple(entry for entry, _ in _read(kind))


@cache
def _names(kind: str) -> tuple[tuple[str, int], ...]:
    """Every name as it is looked up, with the number of its entry."""
    each = ((fold_name(name), number) for number, (_, names) in enumerate(_read(kind)) for name in names)
    return tuple(dict.fromkeys((name, number) for name, number in each if name))


@cache
def _read(kind: str) -> tuple[tuple[Suggestion, tuple[str, ...]], ...]:
    return tuple({"actor": _actors, "place": _places, "outlet": _outlets}[kind]())


def _actors() -> Iterable[tuple[Suggestion, tuple[str, ...]]]:
    lexicon = load_lexicon()
    rows = read_table(lexicon.folder, "actors", load_schema(lexicon.folder), [])
    others = {row["id"]: (*row["aliases"], *(name for name, _ in row["loaded_names"])) for row in rows}
    for actor in lexicon.actors.values():
        told = Suggestion(actor.id, actor.name_en, actor.name_ar, actor.kind, actor.country or "")
        yield told, (actor.name_en, actor.name_ar, *others.get(actor.id, ()))


def _places() -> Iterable[tuple[Suggestion, tuple[str, ...]]]:
    for place in load_lexicon().places.values():
        told = Suggestion(place.id, place.name_en, place.name_ar, place.feature, place.country or "")
        yield told, (place.name_en, place.name_ar, *place.aliases)


def _outlets() -> Iterable[tuple[Suggestion, tuple[str, ...]]]:
    for outlet in load_outlets():
        yield (
            Suggestion(outlet.id, outlet.name_en, outlet.name_ar, outlet.kind, outlet.country),
            (outlet.id, *outlet.names, *outlet.domains),
        )


def told(found: Suggestion, spoken: Tongue) -> dict[str, str]:
    """A suggestion for the page: its id, its name in the language and in the other, and what and where it is."""
    lexicon = load_lexicon()
    country = lexicon.countries.get(found.country)
    place = lexicon.places.get(found.id)
    province = lexicon.places.get(place.admin1 or "") if place else None
    english = spoken.code == "en"
    names = [one.name_en if english else one.name_ar for one in (province, country) if one is not None]
    kind = spoken.messages.gettext(_KINDS.get(found.kind, found.kind))
    here, there = (found.en, found.ar) if english else (found.ar, found.en)
    joined = message(", ")
    return {"id": found.id, "name": here, "other": there, "hint": spoken.messages.gettext(joined).join(dict.fromkeys((kind, *names)))}


_KINDS = {
    "person": message("person"), "state": message("state"), "government": message("government body"), "military": message("state force"),
    "armed_group": message("armed group"), "igo": message("organisation of states"), "ngo": message("organisation"), "media": message("medium"),
    "people": message("people"), "country": message("country"), "admin1": message("province"), "admin2": message("district"),
    "city": message("city"), "town": message("town"), "village": message("village"), "neighbourhood": message("neighbourhood"),
    "region": message("region"), "mountain": message("mountain"), "plain": message("plain"), "camp": message("camp"), "base": message("base"),
    "airport": message("airport"), "crossing": message("crossing"), "port": message("port"), "sea": message("sea"), "river": message("river"),
    "island": message("island"), "front": message("front"), "zone": message("zone"), "road": message("road"), "site": message("site"),
    "agency": message("news agency"), "newspaper": message("newspaper"), "broadcaster": message("broadcaster"), "website": message("website"),
    "party": message("party’s medium"),
}  # fmt: skip
