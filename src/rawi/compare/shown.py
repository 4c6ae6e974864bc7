"""Stories and episodes as a person reads them: who told it first, on whose word, through whom, and where tellers differ."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rawi.compare.compare import Comparison
from rawi.compare.records import Chain, Difference, Episode, Named, Naming, Period, Reliance, Story, Teller

_STANDING = {
    "corroborated": "corroborated by independent named sources",
    "one_source": "one named source",
    "one_side": "several named sources of one side",
    "unnamed": "unnamed sources only",
    "unsourced": "no source named",
    "disputed": "disputed: told and denied",
}
_COPIES = {"copy": "copy of", "excerpt": "excerpt of", "partial_copy": "holds text of"}


def story_lines(story: Story, comparison: Comparison) -> Iterator[str]:
    """A story with its tellers, its episodes and what each teller leaves out."""
    of = {teller.article: teller for teller in story.tellers}
    outlets = {teller.outlet or teller.article for teller in story.tellers}
    yield story.title or story.id
    yield f"{_many(len(story.articles), 'article')} by {_many(len(outlets), 'outlet')}" + (
        f", first told {story.first_told}" if story.first_told else ""
    )
    yield from (f"  {_teller_line(teller, of)}" for teller in story.tellers)
    episodes = {episode.id: episode for episode in comparison.episodes}
    for number, id in enumerate(story.episodes, 1):
        yield from (f"  {line}" for line in episode_lines(episodes[id], comparison, f"{number}. "))
        silent = [teller.outlet or teller.article for teller in story.tellers if id in teller.leaves_out]
        if silent and len(story.tellers) > 1:
            yield f"     left out by {', '.join(dict.fromkeys(silent))}"


def _teller_line(teller: Teller, of: dict[str, Teller]) -> str:
    """Day, outlet, article, and what it was copied from."""
    line = f"{teller.first or '?':10s}  {teller.outlet or '?'} · {teller.article}"
    if teller.copy_of is None:
        return line
    origin = of.get(teller.copy_of)
    return f"{line} · {_COPIES[teller.copy_kind or 'copy']} {teller.copy_of}" + (f" ({origin.outlet})" if origin and origin.outlet else "")


def episode_lines(episode: Episode, comparison: Comparison, before: str = "") -> Iterator[str]:
    """An episode: what, who, whom, where, when; how many tell it and on whose word; where they differ."""
    indent = " " * len(before)
    yield before + episode_line(episode)
    chains = [chain for chain in comparison.chains if chain.episode == episode.id]
    counts = [_many(episode.outlets, "outlet"), _many(episode.chains, "line") + " of transmission"]
    counts += [_many(episode.copies, "copy", "copies")] if episode.copies else []
    unsure = f" · unsure of {_many(len(episode.unsure), 'report')} more" if episode.unsure else ""
    yield f"{indent}{', '.join(counts)}: {_STANDING[episode.standing]}{unsure}"
    yield from (f"{indent}· {_chain_line(chain)}" for chain in chains)
    for difference in comparison.differences:
        if difference.episode == episode.id:
            yield from (f"{indent}{line}" for line in _difference_lines(difference))
    yield from (f"{indent}{step.kind} {', '.join(step.episodes)} {step.why}".rstrip() for step in episode.lineage)


def episode_line(episode: Episode) -> str:
    """Type, who → whom, where, when, how many."""
    status = "" if episode.status == "occurred" else f" ({episode.status})"
    whom = f" → {_names(episode.recipients)}" if episode.recipients else ""
    where = f" @ {_names(episode.places)}" if episode.places else ""
    figures = "".join(f" · {_figure(f.low, f.high, f.approx)} {f.measure}" for f in episode.figures)
    kind = " ".join(filter(None, (episode.type, episode.mode)))
    return f"{kind}{status}  {_names(episode.actors) or '?'}{whom}{where}{_when(episode.date)}{figures}"


def _when(period: Period | None) -> str:
    if period is None:
        return ""
    return f" · {period.first}" + (f" – {period.last}" if period.last != period.first else "")


def _figure(low: float | None, high: float | None, approx: str) -> str:
    """A number with its bound."""
    bound = {"at_least": "at least ", "more_than": "more than ", "up_to": "up to ", "about": "about ", "exact": ""}
    if approx not in bound:
        return approx
    number = f"{low:g}–{high:g}" if low is not None and high is not None and low != high else f"{low if low is not None else high:g}"
    return bound[approx] + number


def _names(found: tuple[Named, ...], shown: int = 4) -> str:
    """English names with the Arabic ones, the rest counted."""
    names = [both_names(name.name_en, name.name_ar) for name in found[:shown]]
    return ", ".join(names) + (f" and {len(found) - shown} more" if len(found) > shown else "")


def both_names(english: str | None, arabic: str | None) -> str:
    """A name in English and Arabic, or the one there is."""
    return f"{english} ({arabic})" if english and arabic and english != arabic else english or arabic or "?"


def _chain_line(chain: Chain) -> str:
    """One line of transmission: the source, then the outlets that carried it and through whom."""
    kind = {"unnamed": " [unnamed]", "outlet": " [the outlet's own word]"}.get(chain.kind, "")
    carried = [f"{c.outlet or c.article}" + (f" (via {', '.join(c.via)})" if c.via else "") for c in chain.carried_by]
    verb = " denies" if chain.stance == "denies" else ""
    side = f" · side: {chain.side}" if chain.side else ""
    return f"{both_names(chain.source, chain.source_ar)}{kind}{verb} ← {', '.join(carried)}{side}"


def _difference_lines(difference: Difference) -> Iterator[str]:
    """What tellers differ in, one line a value."""
    yield f"they differ in {difference.measure or {'actor': 'the doer', 'denial': 'whether it was so'}.get(difference.field, difference.field)}:"
    told: dict[str, dict[str, dict[str, None]]] = {}
    for value in difference.values:
        outlet = value.outlet or value.article
        word = "" if value.on_whose_word in ("", outlet) else f" (on the word of {value.on_whose_word})"
        told.setdefault(value.value, {}).setdefault(word, {})[outlet] = None
    for what, words in told.items():
        yield f"  {what}: " + "; ".join(f"{', '.join(outlets)}{word}" for word, outlets in words.items())


def naming_lines(rows: Iterable[Naming]) -> Iterator[str]:
    """The naming ledger, outlet by outlet."""
    outlet: str | None = ""
    for row in rows:
        if row.outlet != outlet:
            outlet = row.outlet
            yield outlet or "(no outlet)"
        loaded = f" [{row.loaded}]" if row.loaded else ""
        yield f"  {_of(row.period)}{row.count:4d}  {row.name}{loaded} = {row.name_en or row.entity}{_between(row.first, row.last)}"


def source_lines(rows: Iterable[Reliance]) -> Iterator[str]:
    """The source ledger, outlet by outlet."""
    outlet: str | None = ""
    for row in rows:
        if row.outlet != outlet:
            outlet = row.outlet
            yield outlet or "(no outlet)"
        kind = " [unnamed]" if row.kind == "unnamed" else ""
        yield f"  {_of(row.period)}{row.count:4d}  {row.share:4.0%}  {both_names(row.source, row.source_ar)}{kind}{_between(row.first, row.last)}"


def _of(period: str | None) -> str:
    return "" if period is None else f"{period}  "


def _between(first: str | None, last: str | None) -> str:
    return "" if first is None else f" · {first}" if first == last else f" · {first} – {last}"


def _many(count: int, one: str, many: str | None = None) -> str:
    return f"{count} {one if count == 1 else many or one + 's'}"
