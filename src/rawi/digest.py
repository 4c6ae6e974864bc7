"""A Reading as a person reads it in a terminal: each event with its roles, its words, and on whose word it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from rawi.records import Attribution, Event, Figure, Mention, Reading

_COUNTED = 0.5  # events below are kept for review
_CONTEXT = 50  # letters shown on each side of the words of a record
_COLOURS = {
    "AGREE": "green", "CONSULT": "green", "SUPPORT": "green", "CONCEDE": "green", "COOPERATE": "cyan", "AID": "cyan", "RETREAT": "cyan",
    "REQUEST": "yellow", "ACCUSE": "yellow", "REJECT": "yellow", "THREATEN": "yellow", "PROTEST": "magenta", "SANCTION": "magenta",
    "MOBILIZE": "magenta", "COERCE": "red", "ASSAULT": "bold red",
}  # fmt: skip
_BOUNDS = {"exact": "", "at_least": "at least ", "about": "about ", "more_than": "more than ", "up_to": "up to "}


def print_digest(reading: Reading, console: Console) -> None:
    """Print a Reading: a heading, its counted events, a line on the rest."""
    article = reading.article
    console.rule(Text(" · ".join(filter(None, (article.id, article.outlet, article.published))), style="bold"), align="left")
    if article.title:
        console.print(Text(article.title, style="bold"))
    by_id = {mention.id: mention for mention in reading.mentions}
    counted = [event for event in reading.events if event.score >= _COUNTED]
    for event in counted:
        console.print(event_line(event, reading, by_id))
        word = word_line(event, reading, by_id)
        if word:
            console.print(Text("    on the word of: ", style="dim").append(word, style="blue"))
        console.print(Text("    ").append(context(article.text, event.trigger.start, event.trigger.end)))
    console.print(Text(_rest(reading, len(counted)), style="dim"))
    console.print()


def event_line(event: Event, reading: Reading, by_id: dict[str, Mention]) -> Text:
    """Type, mode, who → whom, where, when, how many, how sure."""
    line = Text(event.type, style=_COLOURS.get(event.type, ""))
    line.append(f" {event.mode}" if event.mode else "").append(f" ({event.status})" if event.status != "occurred" else "", style="italic")
    who, whom, where = (names(ids, by_id) for ids in (event.actors, event.recipients, event.places))
    line.append(f"  {who or '?'}").append(f" → {whom}" if whom else "").append(f" @ {where}" if where else "", style="cyan")
    if event.date and event.date.first:
        line.append(f" · {event.date.first}" + (f" – {event.date.last}" if event.date.last != event.date.first else ""))
    figures = [f for f in reading.figures if f.id in event.figures]
    line.append("".join(f" · {counted_words(f)}" for f in figures), style="bold")
    return line.append(f" · {event.score:.2f}", style="dim").append(" · told again" if event.same_as else "", style="dim")


def word_line(event: Event, reading: Reading, by_id: dict[str, Mention]) -> str | None:
    """The chain of transmission as a line, the outlet first: ``outlet ← medium ← speaker: stance``; None in the outlet's own voice."""
    said = next((a for a in reading.attributions if a.id == event.attribution), None)
    return chain_line(said, reading, by_id) if said else None


def chain_line(said: Attribution, reading: Reading, by_id: dict[str, Mention]) -> str:
    """One statement's chain from the outlet to the speaker, with its stance."""
    links = [name(by_id.get(link.mention or ""), link.text) for link in reversed(said.chain)]
    speakers = names(tuple(filter(None, (said.speaker, *said.co_speakers))), by_id) or "unnamed"
    return f"{' ← '.join((reading.article.outlet or 'the outlet', *links, speakers))}: {said.stance}"


def name(mention: Mention | None, words: str = "?") -> str:
    """The registry's English name of a mention, else the words of the text."""
    return words if mention is None else mention.name_en or mention.text


def names(ids: Iterable[str], by_id: dict[str, Mention]) -> str:
    """The names of mentions, each once."""
    return ", ".join(dict.fromkeys(name(by_id.get(i), i) for i in ids))


def counted_words(figure: Figure) -> str:
    """A figure in words: ``at least 12 killed``."""
    if figure.approx not in _BOUNDS:
        return f"{figure.approx} {figure.measure}"
    low, high = figure.low, figure.high
    number = f"{low:g}–{high:g}" if low is not None and high is not None and low != high else f"{low if low is not None else high:g}"
    return f"{_BOUNDS[figure.approx]}{number} {figure.measure}"


def context(text: str, start: int, end: int) -> Text:
    """The words of a span among those around them, on one line."""
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    shown = Text("…" if start > _CONTEXT else "", style="dim").append(_one_line(before), style="dim")
    shown.append(_one_line(text[start:end]), style="reverse").append(_one_line(after), style="dim")
    return shown.append("…" if end + _CONTEXT < len(text) else "", style="dim")


def _one_line(text: str) -> str:
    """Text with its line breaks and controls shown as spaces, so that no letter of it can steer the terminal."""
    return "".join(" " if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in text)


def _rest(reading: Reading, counted: int) -> str:
    """What else the Reading holds, in one line."""
    parts = {
        "events": counted,
        "below 0.5": len(reading.events) - counted,
        "statements": len(reading.attributions),
        "figures": len(reading.figures),
        "mentions": len(reading.mentions),
        "repairs": len(reading.repairs),
        "furniture": len(reading.furniture),
    }
    return " · ".join(f"{number} {what}" for what, number in parts.items())
