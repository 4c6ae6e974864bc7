"""Sentences and mentions → attributions: who said it, through whom, how, and which letters it covers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rawi.attribute.chain import carry, documents, link, medium_of, through_credits, transferred
from rawi.attribute.clauses import Speechwords, load_speechwords, says_something
from rawi.attribute.content import Content, clause_stop, content_after, content_before, content_named, follows_quotation, passed_on
from rawi.attribute.headings import headed
from rawi.attribute.holders import behalf_of
from rawi.attribute.quotes import Quotation, find_quotations
from rawi.attribute.speaker import WAW, find_speakers
from rawi.attribute.stance import raised_stance
from rawi.attribute.telling import Found, Telling
from rawi.fold import Folded
from rawi.lexicon.inflect import FINITE
from rawi.lexicon.rows import Speech
from rawi.parse import Hit, Sentence
from rawi.parse.context import closes_clause, fires
from rawi.parse.grid import Grid, Placed
from rawi.records import Attribution, ChainLink, Cue, Evidence, Span

__all__ = ["Speechwords", "attribute", "load_speechwords"]


# «stated the foreign minister of the country X Y, that …»: long subjects stand between a cue and its «that».
_NEEDS_REACH = 14
_NEW_PARAGRAPH = 8  # letters behind a sentence in which its quotation may go on


def attribute(text: str, folded: Folded, grid: Grid, words: Speechwords, credited: Sequence[Span] = ()) -> tuple[Attribution, ...]:
    """Every statement of an article, in text order; ``within`` points at the outer one of nested speech; ``credited``: the letters that
    name whose report the article is, the last link of every chain."""
    quotations = find_quotations(folded)
    telling = Telling()
    found: list[Attribution] = []
    for number, sentence in enumerate(grid.sentences):
        near = [q for q in quotations if q.end >= sentence.start and q.start <= sentence.end + _NEW_PARAGRAPH]
        heading = headed(text, grid, number)
        if heading is not None:
            found.append(heading)
        cues = _cues(sentence)
        for index, hit in enumerate(cues):
            here = Here(text, grid, number, hit, _position_in(sentence, hit, words), cues[index + 1 :], near, words)
            made = _statement(here, telling)
            if made is not None:
                found.append(made)
            elif found and _commits(here, telling):
                found[-1] = replace(found[-1], stance=here.row.stance)
    return through_credits(text, grid, _nested(found), credited)


def _commits(here: Here, telling: Telling) -> bool:
    """«renewed its call»: the noun that a verb of renewing asks for says what the statement commits to, unless the verb denies it."""
    if here.row.stance in ("neutral", "assert") or here.position != "noun" or not telling.holds(here.sentence, here.hit):
        return False
    verb = telling.cue.entry.item if telling.cue else None
    return isinstance(verb, Speech) and verb.stance != "deny" and not verb.needs.isdisjoint(here.sentence.words[here.hit.first].keys)


def _cues(sentence: Sentence) -> list[Hit]:
    """The speech cues of a sentence that their rows allow, the longest at each word, none inside another."""
    cues: list[Hit] = []
    for index in dict.fromkeys(hit.first for hit in sentence.heads.get("speech", ())):
        for hit in sentence.at[index]:
            item = hit.entry.item
            if isinstance(item, Speech) and not _spoken_to(hit) and _stands(sentence, hit, cues) and _fires(hit, sentence, item):
                cues.append(hit)
                break
    return cues


def _spoken_to(hit: Hit) -> bool:
    """«I called him», «I told her», spelled like «his call»: no narrator's verb."""
    form = hit.entry.form
    return bool(hit.after) and form is not None and form.person == "1" and form.tense == "past"


def _fires(hit: Hit, sentence: Sentence, item: Speech) -> bool:
    """The row's conditions hold; a quotation right before the cue is something said."""
    needs = frozenset() if follows_quotation(sentence, hit) else item.needs
    return fires(hit, sentence, needs, item.blocks, _NEEDS_REACH)


def _stands(sentence: Sentence, hit: Hit, cues: Sequence[Hit]) -> bool:
    """Not inside the cue before it, nor its verb («as X said»); not negated («without saying»)."""
    if cues and (hit.first <= cues[-1].last or (hit.first == cues[-1].last + 1 and _position(cues[-1]) == "source")):
        return False
    before = [w.form for w in sentence.words[max(0, hit.first - 2) : hit.first]]
    negated = before[-1:] in ([_LAM], [WAW + _LAM]) or before == [_WITHOUT, _ANNA]
    return not (negated and hit.entry.form is not None and hit.entry.form.tense == "present")


_LAM, _WITHOUT, _ANNA = "\u0644\u0645", "\u062f\u0648\u0646", "\u0627\u0646"


def _position(hit: Hit) -> str:
    """How a cue stands: as its row says, a participle or verbal noun of a verb by its form."""
    item = hit.entry.item
    assert isinstance(item, Speech)
    tense = hit.entry.form.tense if hit.entry.form else ""
    if item.position == "verb" and tense in ("participle", "noun") and not _verb_phrase(item):
        return "participle"
    return "noun" if item.position == "verb" and tense == "masdar" else item.position


def _position_in(sentence: Sentence, hit: Hit, words: Speechwords) -> str:
    """How a cue stands in its sentence: a verb that only closes a clause tells of it as a source does."""
    item, form = hit.entry.item, hit.entry.form
    assert isinstance(item, Speech)
    third = item.position == "verb" and item.event is None and form is not None and form.tense in FINITE and form.person == "3"
    aside = third and item.stance in ("neutral", "assert") and closes_clause(sentence, hit, words.complementizers)
    return "source" if aside else _position(hit)


def _verb_phrase(item: Speech) -> bool:
    """A phrase that begins with a finite verb («in which it said»), no adverb («insisting on»)."""
    first, _, rest = (item.lemma or "").partition(" ")
    return bool(rest) and not first.endswith(_ADVERBIAL)


_ADVERBIAL = ("\u0627", "\u0627\u064b", "\u0629")


@dataclass(frozen=True, slots=True)
class Here:
    """A cue where it stands: the article's text and grid, the sentence's number, the cues after it, the quotations near it."""

    text: str
    grid: Grid
    number: int
    hit: Hit
    position: str
    later: Sequence[Hit]
    quotations: Sequence[Quotation]
    words: Speechwords

    @property
    def sentence(self) -> Sentence:
        """The sentence of the cue."""
        return self.grid.sentences[self.number]

    @property
    def aside(self) -> Hit | None:
        """The source quoted between the cue and its «that», if any."""
        behind = self.later[0] if self.later else None
        return behind if behind is not None and passed_on(self.sentence, behind, self.words) else None

    @property
    def row(self) -> Speech:
        """The cue's table row."""
        item = self.hit.entry.item
        assert isinstance(item, Speech)
        return item


def _statement(here: Here, telling: Telling) -> Attribution | None:
    """The statement of one cue, or None when nothing is said or nobody says it."""
    if _idle(here, telling) or _is_aside(here, telling):
        return None
    if here.position == "unknown":
        return _unknown(here)
    for first in find_speakers(here.position, here.grid, here.number, here.hit, here.words, telling):
        found, carried = transferred(here.grid, here.number, here.hit, first, here.words, here.aside)
        assert found.speaker is not None
        content = _content(here, found)
        if content is not None:
            chain = carry(telling, found, carried or medium_of(here.grid, here.number, here.hit, found, here.words))
            telling.note(here.hit, here.number, found.speaker, found.others, here.sentence, content.spans)
            return _made(here, found, found.speaker, content, chain)
        if 0 < found.speaker.first - here.hit.last <= _AT_ONCE:
            return None
    return None


def _is_aside(here: Here, telling: Telling) -> bool:
    """The source that the statement before in the sentence names already («…, quoting X, that …»)."""
    return telling.sentence == here.number and passed_on(here.sentence, here.hit, here.words)


def _idle(here: Here, telling: Telling) -> bool:
    """A cue that only repeats a statement («in his words»), an impersonal passive («it is noted»), the object noun of the cue before."""
    passive = here.hit.entry.form is not None and here.hit.entry.form.tense == "passive"
    repeats = here.position == "after" and telling.sentence == here.number
    return repeats or (passive and here.position != "unknown") or (here.position == "noun" and telling.holds(here.sentence, here.hit))


def _made(here: Here, found: Found, speaker: Placed, content: Content, chain: Sequence[Placed]) -> Attribution:
    """The attribution of a cue whose speaker, content and chain are found."""
    hit, item = here.hit, here.row
    end = _with_its_verb(here)
    cue = Cue(hit.start, end, here.text[hit.start : end], item.lemma)
    spans = (Span(hit.start, end), Span(speaker.mention.start, speaker.mention.end))
    return Attribution(
        id=f"a{hit.start}-{end}",
        cue=cue,
        speaker=speaker.mention.id,
        co_speakers=tuple(p.mention.id for p in found.others),
        on_behalf_of=behalf_of(here.grid, speaker),
        chain=(*documents(here.grid, here.number, hit, here.text, here.words), *(link(p) for p in chain)),
        within=None,
        form=content.form,
        stance=raised_stance(item.stance, here.sentence, content.spans[0]),
        content=content.spans,
        evidence=Evidence(f"{item.rule}+{found.rule}", spans),
    )


def _with_its_verb(here: Here) -> int:
    """Where a cue ends: «according to what the ministry announced» has its verb too."""
    behind = here.sentence.heads.get("speech", ()) if here.position == "source" else ()
    verbs = (h for h in behind if h.first == here.hit.last + 1 and h.entry.form is not None and h.entry.form.tense in FINITE)
    return max([here.hit.end, *(h.end for h in verbs)])


def _unknown(here: Here) -> Attribution | None:
    """«it was said that …»: a statement without a speaker, its chain one unnamed link."""
    hit, item = here.hit, here.row
    content = content_after(
        here.sentence, hit, hit.last, clause_stop(here.sentence, hit, here.later, here.words), here.quotations, here.words
    )
    if content is None:
        return None
    span = Span(hit.start, hit.end)
    cue = Cue(hit.start, hit.end, span.of(here.text), item.lemma)
    chain = (ChainLink(None, "unnamed", cue.text),)
    evidence = Evidence(item.rule, (span,))
    return Attribution(f"a{hit.start}-{hit.end}", cue, None, (), None, chain, None, content.form, item.stance, content.spans, evidence)


_AT_ONCE = 2  # words; a subject that follows its verb so closely is the speaker, or nobody is
_SPEAKER_AFTER = frozenset({"subject_after", "document_of", "named_next", "transferred"})
_SCARE_REACH = 9  # words that «what he called …» covers


def _content(here: Here, found: Found) -> Content | None:
    """What the cue says, by its position; None where nothing follows."""
    sentence, hit, words = here.sentence, here.hit, here.words
    assert found.speaker is not None
    after = (found.others or (found.speaker,))[-1].last if found.rule in _SPEAKER_AFTER else hit.last
    stop = clause_stop(sentence, hit, here.later, here.words, here.position == "noun")
    if here.position == "scare":
        return content_named(sentence, hit, here.quotations, min(stop, hit.last + _SCARE_REACH))
    if here.position in ("source", "after"):
        return content_before(sentence, hit, after, here.quotations, words)
    if here.position == "noun" and not says_something(
        sentence, hit, max(hit.last, found.speaker.last if found.rule == "named_next" else 0), words
    ):
        return None
    return content_after(sentence, hit, after, stop, here.quotations, words)


_NEAR = 25  # statements; a quotation that holds more is no news


def _nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """Each statement with the innermost other one whose content holds its cue as ``within``."""
    made = []
    for index, inner in enumerate(found):
        near = found[max(0, index - _NEAR) : index + _NEAR]
        start, end = inner.cue.start, inner.cue.end
        around = [o for o in near if o.content and o.content[0].start <= start and end <= o.content[-1].end and o is not inner]
        holders = [o for o in around if any(s.start <= start and end <= s.end for s in o.content)]
        outer = min(holders, key=lambda o: sum(s.end - s.start for s in o.content), default=None)
        made.append(replace(inner, within=outer.id) if outer else inner)
    return tuple(made)
