"""Who publishes: the outlets of data/outlets.toml, found by name or address, with their owners as documented and their families."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rawi.fold import fold_word
from rawi.lexicon import Lexicon, LexiconError, load_lexicon

OUTLETS_FILE = "outlets.toml"
KINDS = ("agency", "newspaper", "broadcaster", "website", "party", "military")
_TEXTS = ("id", "name_ar", "name_en", "country", "kind", "owner", "side", "family", "entity", "source")
_LISTS = ("aliases", "domains", "feeds")
_OPTIONAL = frozenset({"side", "entity", *_LISTS})
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@dataclass(frozen=True, slots=True)
class Outlet:
    """One outlet. ``owner`` tells in plain words who owns or runs it, by what ``source`` documents; ``side`` is that owner's actor id where
    it is a state, party or force; ``family`` is shared by outlets of one owner; ``entity`` is the outlet's own actor id."""

    id: str
    name_ar: str
    name_en: str
    aliases: tuple[str, ...]
    domains: tuple[str, ...]
    country: str
    kind: str
    owner: str
    side: str | None
    family: str
    feeds: tuple[str, ...]
    source: str
    entity: str | None
    where: str

    @property
    def names(self) -> tuple[str, ...]:
        """Every name it goes by, each once."""
        return tuple(dict.fromkeys((self.name_ar, self.name_en, *self.aliases)))


class Outlets:
    """The known outlets, in the order of their file."""

    def __init__(self, outlets: Iterable[Outlet]) -> None:
        self._by_id = {outlet.id: outlet for outlet in outlets}
        self._by_name = {fold_word(name): outlet for outlet in self for name in outlet.names}
        self._by_host = {domain: outlet for outlet in self for domain in outlet.domains}

    def __iter__(self) -> Iterator[Outlet]:
        return iter(self._by_id.values())

    def __len__(self) -> int:
        return len(self._by_id)

    def get(self, id: str) -> Outlet | None:
        """The outlet with this id."""
        return self._by_id.get(id)

    def of(self, name_or_url: str) -> Outlet | None:
        """The outlet that a name (in any spelling that folds alike) or an address stands for: the one that gives its host, or the nearest
        host above it (``ar.`` and ``www.`` too)."""
        host = host_of(name_or_url)
        found = next((self._by_host[part] for part in _upwards(host) if part in self._by_host), None) if host else None
        return found or self._by_name.get(fold_word(name_or_url))

    def house(self, name: str) -> str:
        """The ownership family of an outlet by its name; an unknown one is its own."""
        found = self.of(name)
        return found.family if found else name

    def family(self, family: str) -> tuple[Outlet, ...]:
        """All outlets of an ownership family."""
        return tuple(outlet for outlet in self if outlet.family == family)


def host_of(address: str) -> str | None:
    """The host of an address with or without scheme, in lower case; None where the text is no address."""
    text = address.strip()
    try:
        host = urlsplit(text if "://" in text else f"//{text}").hostname
    except ValueError:
        return None
    host = (host or "").rstrip(".")
    return host if _HOST.fullmatch(host) else None


def _upwards(host: str) -> Iterator[str]:
    """A host and those above it: ``a.b.c``, ``b.c``."""
    labels = host.split(".")
    return (".".join(labels[start:]) for start in range(len(labels) - 1))


def load_outlets(extra: Path | None = None, lexicon: Lexicon | None = None) -> Outlets:
    """The outlets of the data folder, with those of ``extra`` or else of an outlets.toml in the working folder: an id of ours changes the
    keys it gives, another id adds an outlet. Raises LexiconError with every fault, by file and entry."""
    known = lexicon or load_lexicon()
    own = extra or Path(OUTLETS_FILE)
    if extra is not None and not extra.is_file():
        raise LexiconError(f"{extra}: no such file; give the path of an {OUTLETS_FILE}.")
    faults: list[str] = []
    entries: dict[str, dict[str, Any]] = {}
    for path, shown in ((known.folder / OUTLETS_FILE, OUTLETS_FILE), (own, str(own.absolute()))):
        if path.is_file():
            _merge(_entries(path, shown, faults), entries, faults)
    outlets = [_outlet(entry, known, faults) for entry in entries.values() if not _lacking(entry, faults)]
    faults += _claimed_twice(outlets)
    if faults:
        raise LexiconError("\n".join(faults))
    return Outlets(outlets)


def _entries(path: Path, shown: str, faults: list[str]) -> Iterator[dict[str, Any]]:
    """The entries of a file that can be told apart, each with ``where`` it stands."""
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        faults.append(f"{shown}: {error}; correct the TOML there.")
        return
    entries = data.pop("outlet", [])
    faults += [f"{shown}: unknown table {name}; every outlet stands under [[outlet]]." for name in data]
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        faults.append(f"{shown}: outlet is no list of tables; write [[outlet]] above each.")
        return
    seen: set[str] = set()
    for number, entry in enumerate(entries, 1):
        where = f"{shown}:entry {number} ({entry.get('id', 'no id')})"
        wrong = _wrong_form(entry, seen)
        faults += [f"{where}: {fault}" for fault in wrong]
        if not wrong:
            seen.add(entry["id"])
            yield {**entry, "where": where}


def _wrong_form(entry: Mapping[str, Any], seen: set[str]) -> list[str]:
    """What is wrong with an entry by itself: its keys, their types, its id."""
    wrong = [f"unknown key {key}; these are known: {', '.join((*_TEXTS, *_LISTS))}." for key in entry if key not in (*_TEXTS, *_LISTS)]
    wrong += [f"{key} is no text; write it in quotes." for key in _TEXTS if not isinstance(entry.get(key, ""), str)]
    wrong += [f"{key} is no list of texts; write each in quotes, between [ and ]." for key in _LISTS if not _texts(entry.get(key, []))]
    if wrong:
        return wrong
    id = entry.get("id", "")
    if not _ID.fullmatch(id):
        return [f"id {id!r} is none; write small Latin letters, digits and hyphens."]
    return [f"id {id} stands in this file already; join the entries, or give one another id."] if id in seen else []


def _texts(value: object) -> bool:
    """Whether a value is a list of texts, none empty."""
    return isinstance(value, list) and all(isinstance(item, str) and item.strip() for item in value)


def _merge(found: Iterable[dict[str, Any]], entries: dict[str, dict[str, Any]], faults: list[str]) -> None:
    """Add the entries of a file; one with a known id changes the keys it gives."""
    for entry in found:
        entries[entry["id"]] = {**entries.get(entry["id"], {}), **entry}


def _lacking(entry: Mapping[str, Any], faults: list[str]) -> bool:
    """Whether an entry leaves out what every outlet has."""
    lacking = [key for key in _TEXTS if key not in _OPTIONAL and not entry.get(key, "").strip()]
    if not entry.get("domains"):
        lacking.append("domains")
    if lacking:
        faults.append(f"{entry['where']}: {' and '.join(lacking)} missing; fill in.")
    return bool(lacking)


def _outlet(entry: Mapping[str, Any], lexicon: Lexicon, faults: list[str]) -> Outlet:
    """An entry as an Outlet; what is wrong with its values goes to ``faults``."""
    faults += [f"{entry['where']}: {fault}" for fault in (*_wrong_values(entry, lexicon), *_wrong_addresses(entry))]
    values: dict[str, Any] = {key: entry.get(key) or None for key in _TEXTS}
    lists: dict[str, Any] = {key: tuple(entry.get(key, ())) for key in _LISTS}
    return Outlet(**values, **lists, where=entry["where"])


def _wrong_values(entry: Mapping[str, Any], lexicon: Lexicon) -> Iterator[str]:
    """What of an entry is outside of its set, or refers to nothing."""
    if entry["country"] not in lexicon.countries:
        yield f"country {entry['country']!r} is not in countries.tsv; write its iso2 code, such as SY."
    if entry["kind"] not in KINDS:
        yield f"kind {entry['kind']!r} is none of {', '.join(KINDS)}; choose one of these."
    if not _ID.fullmatch(entry["family"]):
        yield f"family {entry['family']!r} is no id; write small Latin letters, digits and hyphens."
    for key in ("side", "entity"):
        if entry.get(key) and entry[key] not in lexicon.actors:
            yield f"{key} {entry[key]!r} is no actor of actors/*.tsv; look it up with rawi who, or leave {key} out."


def _wrong_addresses(entry: Mapping[str, Any]) -> Iterator[str]:
    """Domains that are no plain hosts, feeds that are no web addresses."""
    for domain in entry["domains"]:
        if not _HOST.fullmatch(domain) or domain.startswith("www."):
            yield f"domain {domain!r} is no host; write it in small letters, without scheme, path and www."
    for feed in entry.get("feeds", ()):
        if not _web(feed):
            yield f"feed {feed!r} is no web address; write it whole, with https://."


def _web(address: str) -> bool:
    """Whether a text is a whole web address."""
    return address.startswith(("https://", "http://")) and host_of(address) is not None


def _claimed_twice(outlets: Iterable[Outlet]) -> list[str]:
    """Faults for names, domains, feeds and entities that two outlets claim: neither could be found by them."""
    first: dict[tuple[str, str], Outlet] = {}
    faults = []
    for outlet in outlets:
        claims = [("name", name, fold_word(name)) for name in outlet.names]
        claims += [(kind, value, value) for kind, values in (("domain", outlet.domains), ("feed", outlet.feeds)) for value in values]
        claims += [("entity", outlet.entity, outlet.entity)] if outlet.entity else []
        for kind, shown, key in claims:
            holder = first.setdefault((kind, key), outlet)
            if holder is not outlet:
                faults.append(f"{outlet.where}: {kind} {shown} is that of {holder.id} ({holder.where}) already; leave it to one of them.")
    return faults
