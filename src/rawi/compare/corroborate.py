"""Independent lines of transmission: copies are folded, then the first who says so is counted, not the outlets that pass it on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from rawi.compare.accounts import Account
from rawi.compare.episodes import Group
from rawi.compare.kinship import Kin
from rawi.compare.records import Carrier, Chain
from rawi.compare.reports import NAMELESS, Report, Telling
from rawi.compare.words import cores_of, words_of

_SAYING_WHO = 2  # words that tell who a source is, where no registry knows it; «a doctor», «the chamber» name nobody
NAMED, UNNAMED, OUTLET = "named", "unnamed", "outlet"
TELLS, DENIES = "tells", "denies"
_SPEECH = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "SUPPORT"})  # acts that are words: their doer is who says so


@dataclass(frozen=True, slots=True)
class Circle:
    """What is known of the tellers: articles by id, who copied whom, which outlets are of one house, what belongs to which power."""

    tellings: Mapping[str, Telling]
    roots: Mapping[str, str]
    family: Callable[[str], str]
    kin: Kin
    outlets: Mapping[str, str] = field(default_factory=dict)

    def house(self, outlet: str | None) -> str:
        """The house of an outlet; an unknown outlet is its own."""
        return self.family(outlet) if outlet else ""


@dataclass(frozen=True, slots=True)
class _Word:
    """One report's source as chains are counted: ``key`` is equal for what is one line."""

    key: str
    kind: str
    name: str
    name_ar: str | None
    entity: str | None
    denies: bool
    report: Report
    via: tuple[str, ...]


def circle_of(
    tellings: Iterable[Telling], roots: Mapping[str, str], family: Callable[[str], str], kin: Kin, others: Iterable[str] = ()
) -> Circle:
    """The circle of tellers; outlets are also known by their folded words, so that a credit finds them. ``others``: outlets that tell
    besides."""
    by_id = {telling.article: telling for telling in tellings}
    told = dict.fromkeys([*(t.outlet for t in by_id.values() if t.outlet), *others])
    return Circle(by_id, roots, family, kin, {" ".join(words_of(outlet)): outlet for outlet in told})


def chains_of(group: Group, episode: str, circle: Circle) -> tuple[Chain, ...]:
    """The independent lines of an episode in the order they appeared; reports of which it is not sure count for none."""
    lines: dict[tuple[str, str], list[_Word]] = {}
    for account in group.sure:
        for word in _words(account, group, circle):
            lines.setdefault((word.key, DENIES if word.denies else TELLS), []).append(word)
    return tuple(_chain(episode, stance, words, circle) for (_, stance), words in lines.items())


def standing_of(chains: Iterable[Chain], circle: Circle) -> str:
    """How an episode may be spoken of: disputed, corroborated (two named sources of different powers), one_side, one_source, unnamed,
    unsourced. An outlet's own word, an unnamed source and a copy corroborate nothing."""
    found = tuple(chains)
    telling = [chain for chain in found if chain.stance == TELLS]
    if telling and len(telling) < len(found):
        return "disputed"
    named = [chain for chain in found if chain.kind == NAMED]
    if len(named) > 1:
        return "corroborated" if _independent(named, circle) else "one_side"
    if named:
        return "one_source"
    return "unnamed" if any(chain.kind == UNNAMED for chain in found) else "unsourced"


def _independent(named: list[Chain], circle: Circle) -> bool:
    """Whether two of the named sources are surely not one, and came by the articles of two houses that copied neither each other nor a
    third."""
    return any(_apart(a, b, circle.kin) and _by_two_houses(a, b, circle) for n, a in enumerate(named) for b in named[:n])


def _apart(a: Chain, b: Chain, kin: Kin) -> bool:
    """Whether two sources are surely not one: registered ones by their power; one that no registry knows may be any whose name shares a
    word with its own."""
    if a.entity and b.entity:
        return kin.powers([a.entity]).isdisjoint(kin.powers([b.entity]))
    return _source_words(a).isdisjoint(_source_words(b))


def _source_words(chain: Chain) -> frozenset[str]:
    return cores_of(words_of(chain.source_ar or chain.source))


def _by_two_houses(a: Chain, b: Chain, circle: Circle) -> bool:
    """Whether two lines came by different first tellers."""
    mine, theirs = (
        {
            (circle.roots.get(c.article, c.article), circle.house(circle.tellings[circle.roots.get(c.article, c.article)].outlet))
            for c in x.carried_by
        }
        for x in (a, b)
    )
    return any(article != other and (not house or house != others) for article, house in mine for other, others in theirs)


def _words(account: Account, group: Group, circle: Circle) -> list[_Word]:
    """On whose word an account stands, each source once; the outlet's own voice gives way to the sources it names. What was copied
    stands on the word of what it was copied from."""
    origin = _copied(account, group, circle)
    told = origin or account
    words = [_word(report, circle) for report in told.reports]
    sourced = [word for word in words if word.kind != OUTLET] or words
    once = {(word.key, word.denies): word for word in _one_unnamed(sourced)}
    if origin is None:
        return list(once.values())
    own, teller = account.reports[0], circle.tellings[origin.article].outlet
    via = (teller,) if teller else ()
    return [_Word(w.key, w.kind, w.name, w.name_ar, w.entity, w.denies, own, (*w.via, *via)) for w in once.values()]


def _copied(account: Account, group: Group, circle: Circle) -> Account | None:
    """The account that this one was copied from, where its article is a copy and the passage is the same."""
    root = circle.roots.get(account.article)
    if root is None:
        return None
    origins = (other for other in group.sure if other.article == root and other is not account)
    return next((other for other in origins if _repeats(account, other, circle)), None)


def _repeats(account: Account, other: Account, circle: Circle) -> bool:
    """Whether a sentence of an account stands in the other, letter for letter or with small edits."""
    if account.whole.passages & other.whole.passages:
        return True
    shared = account.whole.words & other.whole.words
    return len(shared) >= _REPEATED * min(len(account.whole.words), len(other.whole.words))


_REPEATED = 0.6  # of the words of the shorter account


def _word(report: Report, circle: Circle) -> _Word:
    """The source of one report."""
    source = report.source
    if report.type in _SPEECH and report.actors and (source.key is None or source.key in report.actors):
        return _speaker(report, circle)
    if source.key is None:
        return _own(report, circle)
    outlet = circle.outlets.get(" ".join(words_of(source.name_ar or source.name)))
    if outlet is not None:
        return _Word(f"outlet {circle.house(outlet)}", OUTLET, outlet, outlet, None, source.denies, report, source.via)
    entity = None if source.key.startswith(NAMELESS) else source.key
    if source.kind == UNNAMED or (entity is None and len(cores_of(words_of(source.name))) < _SAYING_WHO):
        key = " ".join(sorted(cores_of(words_of(source.name)))) or f"in {circle.roots.get(report.article, report.article)}"
        return _Word(f"unnamed {key}", UNNAMED, source.name, source.name_ar, None, source.denies, report, source.via)
    return _Word(f"named {source.key}", NAMED, source.name, source.name_ar, entity, source.denies, report, source.via)


def _speaker(report: Report, circle: Circle) -> _Word:
    """The doer of an act of words: whoever accuses is the source of the accusation."""
    key = report.actors[0]
    name_en, name_ar = circle.tellings[report.article].names.get(key, (None, None))
    entity = None if key.startswith(NAMELESS) else key
    name = name_en or key.removeprefix(NAMELESS)
    return _Word("the speaker", NAMED, name, name_ar or name, entity, report.source.denies, report, report.source.via)


def _own(report: Report, circle: Circle) -> _Word:
    """The outlet's own word, or that of the outlet it credits at the head or the end."""
    outlet = report.outlet or report.article
    credited = _credited(report, circle)
    first = credited or outlet
    via = (outlet,) if credited else ()
    return _Word(f"outlet {circle.house(first)}", OUTLET, first, first, None, report.source.denies, report, via)


def _credited(report: Report, circle: Circle) -> str | None:
    """Another outlet among the tellers that the article names at its head or end."""
    edges = f" {circle.tellings[report.article].edges} "
    named = [outlet for words, outlet in circle.outlets.items() if words and f" {words} " in edges]
    return next((outlet for outlet in named if circle.house(outlet) != circle.house(report.outlet)), None)


def _one_unnamed(words: list[_Word]) -> list[_Word]:
    """The unnamed sources of one account as one, by its fullest description: «a medical source at the hospital … the source added»."""
    unnamed = [word for word in words if word.kind == UNNAMED]
    fullest = max(unnamed, key=lambda word: len(word.name), default=None)
    return [word for word in words if word.kind != UNNAMED or word is fullest]


def _chain(episode: str, stance: str, words: list[_Word], circle: Circle) -> Chain:
    first = words[0]
    carriers = {word.report.article: Carrier(word.report.outlet, word.report.article, word.report.event, word.via) for word in words}
    side = circle.kin.side.get(first.entity or "")
    return Chain(episode, first.name, first.name_ar, first.entity, first.kind, side, stance, tuple(carriers.values()))
