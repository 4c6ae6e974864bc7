"""The console's digest: a block a sample, its best events with the line they came by."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from rawi.demo.cards import COUNTED_FROM
from rawi.demo.chainline import chain_steps
from rawi.demo.gloss import gloss_event, glosses
from rawi.demo.samples import Sample
from rawi.records import Event, Reading

_SHOWN = 3
_KEPT = ("occurred", "ongoing", "threatened", "denied")


def print_digest(sample: Sample, reading: Reading, console: Console) -> None:
    """Title, outlet, counts and the best events of one sample."""
    counted = [e for e in reading.events if e.score >= COUNTED_FROM]
    outlet = glosses()["outlets"].get(sample.outlet, sample.outlet)
    console.print(Text(sample.title, style="bold"))
    counts = (
        f"{len(counted)} events · {len(reading.attributions)} statements · {len(reading.figures)} figures · {len(reading.repairs)} repairs"
    )
    console.print(Text(f"{outlet} ({sample.side}), {sample.published} · {counts}", style="dim"))
    for event in best_events(reading):
        console.print(_line(event, reading))
    console.print()


def best_events(reading: Reading) -> list[Event]:
    """The events that say most about the article: scored, with a doer, a recipient, a source; each rule once."""
    ranked = sorted((e for e in reading.events if e.score >= COUNTED_FROM), key=_richness, reverse=True)
    chosen: dict[str, Event] = {}
    for event in ranked:
        chosen.setdefault(gloss_event(event, reading), event)
    return sorted(list(chosen.values())[:_SHOWN], key=lambda e: e.trigger.start)


def _richness(event: Event) -> tuple[int, float]:
    told = bool(event.actors) + bool(event.recipients) + bool(event.places) + bool(event.figures) + bool(event.attribution)
    return told + (event.status in _KEPT) - 2 * bool(event.same_as), event.score


def _line(event: Event, reading: Reading) -> Text:
    line = Text("  • ", style="yellow")
    line.append(gloss_event(event, reading), style="default")
    source = next((a for a in reading.attributions if a.id == event.attribution), None)
    if source:
        line.append("  " + " ← ".join(step.name_en for step in chain_steps(source, reading)), style="cyan")
    line.append(f"  {event.type}{f'/{event.mode}' if event.mode else ''} {event.score:.2f}", style="dim")
    return line
