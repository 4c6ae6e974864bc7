"""What the report calls a record: the registry's name where the mention is resolved, else the article's own words between « »."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rawi.records import Figure, Mention, Reading

Mentions = Mapping[str, Mention]

_PLURAL_KINDS = {"armed_group", "military", "people"}
_GUILLEMETS = re.compile("[\u00ab\u00bb]")
_ASIDE = re.compile(r"\s*\([^)]*\)")


def mentions_of(reading: Reading) -> dict[str, Mention]:
    """Mention id → mention; made once for a reading, however many of its records ask in a row."""
    global _asked
    mentions, found = _asked
    if mentions is not reading.mentions:
        found = {mention.id: mention for mention in reading.mentions}
        _asked = (reading.mentions, found)
    return found


_asked: tuple[tuple[Mention, ...], dict[str, Mention]] = ((), {})


def quoted(words: str) -> str:
    """Words of the article, marked as such, on one line; their own guillemets go, so that « and » always pair."""
    return f"«{' '.join(_GUILLEMETS.sub(' ', words).split())}»"


def name_en(mention: Mention, mentions: Mentions) -> str:
    """English name: the registry's, the members' for «the two sides», the anchor's for a relative area, else the Arabic words."""
    members = [mentions[m] for m in mention.members if m in mentions and m != mention.id]
    if mention.relation:
        return quoted(mention.text)
    if mention.name_en:
        return mention.name_en
    if members and all(m.name_en for m in members):
        return join(m.name_en or "" for m in members)
    return quoted(mention.text)


def name_ar(mention: Mention) -> str:
    """Arabic name: the registry's, else the words."""
    return mention.name_ar or " ".join(mention.text.split())


def names_en(ids: Iterable[str], mentions: Mentions) -> list[str]:
    """English names of several mentions, each once."""
    return list(dict.fromkeys(name_en(mentions[i], mentions) for i in ids if i in mentions))


def join(names: Iterable[str], most: int = 3) -> str:
    """«A, B and C»; what is beyond ``most`` is counted."""
    listed = list(names)
    if len(listed) > most:
        return f"{', '.join(listed[:most])} and {len(listed) - most} more"
    return " and ".join(part for part in (", ".join(listed[:-1]), listed[-1] if listed else "") if part)


def is_plural(ids: tuple[str, ...], mentions: Mentions) -> bool:
    """Whether an English verb after these names is plural."""
    found = [mentions[i] for i in ids if i in mentions]
    if len(found) != 1:
        return len(found) > 1
    name = _ASIDE.sub("", found[0].name_en or "")
    return len(found[0].members) > 1 or (found[0].kind in _PLURAL_KINDS and name.endswith("s"))


def bounds(figure: Figure) -> str:
    """The figure's bounds as digits: «14», «≥ 10», «> 160,000», «≤ 100», «3–5»."""
    low, high = figure.low, figure.high
    if low is not None and high is not None:
        return _digits(low) if low == high else f"{_digits(low)}–{_digits(high)}"
    if low is not None:
        return f"{'>' if figure.approx == 'more_than' else '≥'} {_digits(low)}"
    return f"≤ {_digits(high)}" if high is not None else "?"


def _digits(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,}"
