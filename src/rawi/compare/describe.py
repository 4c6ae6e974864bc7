"""Reading → Telling: what comparison keeps of an article, and how it describes each of its acts."""

from __future__ import annotations

from collections.abc import Iterator

from rawi.compare.counts import HARMS, count_of
from rawi.compare.datelines import datelines
from rawi.compare.dates import ordinal
from rawi.compare.reports import COUNTED, LEAST, NAMELESS, Count, Denied, Report, Source, Spot, Telling
from rawi.compare.words import (
    accused_of,
    cores_of,
    counts_among,
    folded,
    is_definite,
    is_qualified,
    listed,
    none_among,
    passage_key,
    passages_of,
    refuses,
    runs_of,
    tells_another,
    words_of,
)
from rawi.records import Attribution, Event, Figure, Mention, Reading, SentenceSpan

_PASSAGE = 5  # words; shorter ones are alike by chance
_SAMPLED = 5  # one word run in so many is looked up; twelve runs in common are then found in 93 cases of 100, twenty in 99
_EDGE, _EDGE_LETTERS = 12, 200  # words at either end of an article, and letters that hold them
_NEXT = 30  # letters beside a trigger that hold the word next to it
_HEAD = 2  # letters at most between the start of a statement and whoever it begins with
_ALLEGE = "allege"  # the mode of an accusation that names an act
_ACTORS = frozenset({"person", "state", "government", "military", "armed_group", "igo", "ngo", "media"})


def telling_of(reading: Reading, order: int = 0, least: float = COUNTED) -> Telling:
    """A Reading as a Telling; events scored below ``least`` are left out. ``order``: its place in the input, which decides within a day."""
    text, article = reading.article.text, reading.article
    by_id = _in_the_story(reading)
    sentences = [words_of(text[s.start : s.end]) for s in reading.sentences]
    words = [word for sentence in sentences for word in sentence] or words_of(text)
    described = _Described(reading, by_id, sentences)
    day, runs = ordinal(article.published), runs_of(words)
    reports = tuple(described.report(event, day) for event in sorted(reading.events, key=_place) if event.score >= least)
    return Telling(
        article.id,
        article.outlet,
        day,
        article.title,
        reports,
        cores_of(words),
        cores_of([word for sentence in sentences[:2] for word in sentence]) or cores_of(words[:40]),
        {_key(m): (m.name_en, m.name_ar or m.text) for m in reading.mentions if m.entity or m.kind == "place"},
        runs,
        passages_of(text, _PASSAGE) | frozenset([run for run in runs if run % _SAMPLED == 0]),
        _edges(text),
        order,
        {_key(m): m.text for m in by_id.values() if not m.entity},
        tuple(described.denied()),
        tuple(cores_of(sentence) for sentence in sentences if counts_among(sentence)),
    )


def _in_the_story(reading: Reading) -> dict[str, Mention]:
    """The mentions by id, those of a dateline left out: the office that filed an article is neither place nor party of what it tells."""
    filed = datelines(reading.article.text)
    return {m.id: m for m in reading.mentions if not any(start <= m.start < end for start, end in filed)}


def _edges(text: str) -> str:
    """The folded first and last words, credits and other furniture among them."""
    return " ".join([*words_of(text[:_EDGE_LETTERS])[:_EDGE], *words_of(text[-_EDGE_LETTERS:])[-_EDGE:]])


def _start(mention: Mention) -> int:
    return mention.start


def _place(event: Event) -> int:
    return event.trigger.start


class _Described:
    """A Reading with what its reports are described by, looked up once."""

    def __init__(self, reading: Reading, by_id: dict[str, Mention], sentences: list[list[str]]) -> None:
        self.reading, self.by_id, self.words = reading, by_id, sentences
        self.figures = {figure.id: figure for figure in reading.figures}
        self.said = {said.id: said for said in reading.attributions}
        self.orphans = self._orphans(reading)

    def _orphans(self, reading: Reading) -> dict[str, list[tuple[Figure, Event]]]:
        """Numbers of harm whose own act is too unlikely to be compared, by the act of their sentence that stands nearest."""
        events = {event.id: event for event in reading.events}
        found: dict[str, list[tuple[Figure, Event]]] = {}
        for figure in reading.figures:
            own = events.get(figure.event or "")
            if own is None or own.score >= LEAST or figure.measure not in HARMS:
                continue
            number = self._number(figure.start)
            near = [e for e in reading.events if e.score >= LEAST and e.type == own.type and self._number(e.trigger.start) == number]
            if near:
                nearest = min(near, key=lambda event: abs(event.trigger.start - figure.start))
                found.setdefault(nearest.id, []).append((figure, own))
        return found

    def report(self, event: Event, day: int | None) -> Report:
        """One event as a Report."""
        article, at = self.reading.article, self._sentence(event)
        sentence = self.reading.sentences[at] if at >= 0 else None
        first, last = (ordinal(event.date.first), ordinal(event.date.last)) if event.date else (None, None)
        words = self.words[at] if sentence else []
        actors, recipients = self._doers(event), self._parties(event.recipients)
        return Report(
            article.id, event.id, article.outlet, day, event.trigger.start, at, event.type, event.mode, self._status(event), event.score,
            actors, recipients, self._beside(sentence) - {*actors, *recipients}, self._spots(event.places),
            first, last, event.date.precision if event.date else "", tuple(self._counts(event)), self._source(event),
            cores_of(words), frozenset([passage_key(words)]), is_definite(event.trigger.text),
            tells_another(event.trigger.text, article.text[event.trigger.end : event.trigger.end + _NEXT]),
            self._own_day(event), self._insisted(event) is not None, event.same_as,
        )  # fmt: skip

    def _sentence(self, event: Event) -> int:
        """The number of the event's sentence, -1 where none is known."""
        return self._number(event.trigger.start)

    def _number(self, at: int) -> int:
        found = (n for n, s in enumerate(self.reading.sentences) if s.start <= at < s.end)
        return next(found, -1)

    def _parties(self, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Who stands behind mentions: the members of «both sides» in place of the words."""
        meant = [member for id in ids if id in self.by_id for member in self.by_id[id].members or (id,)]
        return tuple(dict.fromkeys(_key(self.by_id[id]) for id in meant if id in self.by_id and self.by_id[id].kind != "place"))

    def _beside(self, sentence: SentenceSpan | None) -> frozenset[str]:
        """The registered actors that a sentence names."""
        if sentence is None:
            return frozenset()
        inside = (m for m in self.by_id.values() if sentence.start <= m.start < sentence.end and m.kind in _ACTORS)
        return frozenset(m.entity for m in inside if m.entity)

    def _spots(self, ids: tuple[str, ...]) -> tuple[Spot, ...]:
        places = [self.by_id[id] for id in ids if id in self.by_id]
        return tuple({_key(m): Spot(_key(m), m.country, m.admin1, m.lat, m.lon, m.precision_km, folded(m.text)) for m in places}.values())

    def _counts(self, event: Event) -> list[Count]:
        """The figures of an event with bounds, sums of money and distances left out."""
        told = [(self.figures[id], event) for id in event.figures if id in self.figures]
        told += self.orphans.get(event.id, ())
        counts = [count_of(figure, counting, self._words_at(figure.start), counting is not event) for figure, counting in told]
        return [count for count in counts if count.measure not in ("money", "distance_km", "other")]

    def _words_at(self, at: int) -> list[str]:
        found = (words for s, words in zip(self.reading.sentences, self.words, strict=True) if s.start <= at < s.end)
        return next(found, [])

    def _status(self, event: Event) -> str:
        """The status of an act; one that a denial takes for granted was done."""
        return "occurred" if event.status == "denied" and self._granted(event) else event.status

    def _granted(self, event: Event) -> bool:
        """Whether the statement around an act denies something else: what was during it, after it, because of it."""
        said = self.said.get(event.attribution or "")
        if said is None or said.stance != "deny":
            return False
        start = max((span.start for span in said.content if span.start <= event.trigger.start), default=event.trigger.start)
        return not listed("granted").isdisjoint(words_of(self.reading.article.text[start : event.trigger.start]))

    def _own_day(self, event: Event) -> bool:
        """Whether a day stands beside an act: in its sentence and statement, no other act between the two."""
        date, at = event.date, event.trigger.start
        if date is None or self._number(date.start) != self._number(at):
            return False
        said = self.said.get(event.attribution or "")
        if said is not None and not any(span.start <= date.start < span.end for span in said.content):
            return False
        low, high = min(date.end, event.trigger.end), max(date.start, at)
        return not any(low <= other.trigger.start < high and other is not event for other in self.reading.events)

    def _doers(self, event: Event) -> tuple[str, ...]:
        """Who does it; whoever is accused of it, where that is how it is told."""
        text, at = self.reading.article.text, event.trigger.start
        if folded(text[at - 1 : at]) == accused_of():
            number = self._number(at)
            accusing = [
                e for e in self.reading.events if e.mode == _ALLEGE and e.trigger.start < at and self._number(e.trigger.start) == number
            ]
            accused = [self.by_id[id] for e in accusing for id in e.recipients if id in self.by_id and self.by_id[id].start < at]
            if accused:
                return (_key(max(accused, key=_start)),)
        insisted = self._insisted(event)
        return (_key(insisted),) if insisted else self._parties(event.actors)

    def _insisted(self, event: Event) -> Mention | None:
        """Who is said to be the one that did it: «the army is who shelled the market», at the head of the statement."""
        said, text = self.said.get(event.attribution or ""), self.reading.article.text
        starts = [span.start for span in said.content if span.start < event.trigger.start] if said else []
        before = words_of(text[starts[-1] : event.trigger.start])[-2:] if starts else []
        if len(before) < 2 or before[0] not in listed("itself") or before[1] not in listed("who"):
            return None
        return next((m for m in self.by_id.values() if m.kind != "place" and 0 <= m.start - starts[-1] <= _HEAD), None)

    def _source(self, event: Event) -> Source:
        """The first who says so, from the nearest statement around the event outwards to the speaker inside it."""
        said = self._around(event)
        if said is None:
            outlet = self.reading.article.outlet
            return Source(None, outlet or "", None, "outlet", (), event.status == "denied")
        denier = self._denier(said)
        if denier is not None and not self._granted(event):
            return self._sayer(denier, True)
        stance = said.stance == "deny" and said.cue.start != event.trigger.start
        denies = (event.status == "denied" or stance) and not refuses(said.cue.lemma) and not self._granted(event)
        return self._sayer(said, denies)

    def _around(self, event: Event) -> Attribution | None:
        """The statement around an act; for an act that is a statement itself the one around that, where there is one."""
        said = self.said.get(event.attribution or "")
        if said is not None and said.cue.start == event.trigger.start:
            return self.said.get(said.within or "", said)
        return said

    def _denier(self, said: Attribution) -> Attribution | None:
        """The statement that denies what another states: «the Observatory denied what the army announced of …»."""
        outer = self.said.get(said.within or "")
        denies = outer is not None and outer.stance == "deny" and not refuses(outer.cue.lemma)
        return outer if denies else None

    def _sayer(self, said: Attribution, denies: bool) -> Source:
        """Who makes a statement, and through whom it came."""
        speaker = self.by_id.get(said.speaker or "")
        via = tuple(dict.fromkeys(self._link(link.mention, link.text) for link in said.chain))
        if speaker is None:
            return Source(NAMELESS, said.cue.text, None, "unnamed", via, denies)
        kind = "named" if speaker.entity or speaker.kind not in ("people", "media") else "unnamed"
        return Source(_key(speaker), speaker.name_en or speaker.text, speaker.name_ar or speaker.text, kind, via, denies)

    def denied(self) -> Iterator[Denied]:
        """What the article says was not so: the words of denials, «none among them», numbers of none."""
        text = self.reading.article.text
        for said in self.reading.attributions:
            if said.stance == "deny" and not refuses(said.cue.lemma) and said.content:
                words = text[said.content[0].start : said.content[-1].end]
                yield Denied(said.id, self._number(said.cue.start), words, cores_of(words_of(words)), self._sayer(said, True))
        for figure in self.reading.figures:
            if figure.high == 0 and not is_qualified(text[figure.end : figure.end + _NEXT]):
                yield self._none(figure.id, figure.start, figure.text, cores_of(words_of(figure.text)), figure.measure)
        for span, sentence in zip(self.reading.sentences, self.words, strict=True):
            if none := none_among(sentence):
                yield self._none(f"s{span.start}-{span.end}", span.start, " ".join(none), cores_of(none), among=True)

    def _none(self, id: str, at: int, text: str, words: frozenset[str], measure: str | None = None, among: bool = False) -> Denied:
        """A denial without a word that denies, on the word of the innermost statement around it."""
        around = [a for a in self.reading.attributions if any(s.start <= at < s.end for s in a.content)]
        said = min(around, key=lambda a: sum(s.end - s.start for s in a.content), default=None)
        outlet = self.reading.article.outlet
        source = self._sayer(said, True) if said else Source(None, outlet or "", None, "outlet", (), True)
        return Denied(id, self._number(at), text, words, source, measure, among)

    def _link(self, mention: str | None, text: str) -> str:
        found = self.by_id.get(mention or "")
        return (found.name_en or found.text) if found else text


def _key(mention: Mention) -> str:
    """What a mention stands for: the registry's id, else its words."""
    return mention.entity or NAMELESS + folded(mention.text)
