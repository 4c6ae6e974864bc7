"""Sentences and mentions → attributions: who said it, through whom, how, and which letters it covers."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.attribute.chain import carry, documents, link, medium_of, transferred
from rawi.attribute.clauses import Speechwords, load_speechwords, says_something
from rawi.attribute.content import Content, clause_stop, content_after, content_before
from rawi.attribute.headings import headed
from rawi.attribute.quotes import Quotation, find_quotations
from rawi.attribute.speaker import Found, Telling, behalf_of, find_speaker
from rawi.attribute.stance import raised_stance
from rawi.fold import Folded
from rawi.lexicon.rows import Speech
from rawi.parse import Hit, Sentence
from rawi.parse.context import fires
from rawi.parse.grid import Grid
from rawi.records import Attribution, ChainLink, Cue, Evidence, Span

__all__ = ["Speechwords", "attribute", "load_speechwords"]


# «stated the foreign minister of the country X Y, that …»: long subjects stand between a cue and its «that».
_NEEDS_REACH = 14


def attribute(text: str, folded: Folded, grid: Grid, words: Speechwords) -> tuple[Attribution, ...]:
    """Every statement of an article, in text order; ``within`` points at the outer one of nested speech."""
    quotations = find_quotations(folded)
    telling = Telling()
    found: list[Attribution] = []
    for number, sentence in enumerate(grid.sentences):
        near = [q for q in quotations if q.end >= sentence.start and q.start <= sentence.end]
        heading = headed(text, grid, number)
        if heading is not None:
            found.append(heading)
        cues = _cues(sentence)
        for index, hit in enumerate(cues):
            made = _statement(text, grid, number, hit, cues[index + 1 :], near, words, telling)
            if made is not None:
                found.append(made)
    return _nested(found)


def _cues(sentence: Sentence) -> list[Hit]:
    """The speech cues of a sentence that their rows allow, the longest at each word, none inside another."""
    cues: list[Hit] = []
    for index in dict.fromkeys(hit.first for hit in sentence.heads.get("speech", ())):
        for hit in sentence.at[index]:
            item = hit.entry.item
            if isinstance(item, Speech) and _stands(sentence, hit, cues) and fires(hit, sentence, item.needs, item.blocks, _NEEDS_REACH):
                cues.append(hit)
                break
    return cues


def _stands(sentence: Sentence, hit: Hit, cues: Sequence[Hit]) -> bool:
    """Not inside the cue before it, nor its verb («as X said»); not negated («without saying»)."""
    if cues and (hit.first <= cues[-1].last or (hit.first == cues[-1].last + 1 and _position(cues[-1]) == "source")):
        return False
    before = [w.form for w in sentence.words[max(0, hit.first - 2) : hit.first]]
    negated = before[-1:] == [_LAM] or before == [_WITHOUT, _ANNA]
    return not (negated and hit.entry.form is not None and hit.entry.form.tense == "present")


_LAM, _WITHOUT, _ANNA = "\u0644\u0645", "\u062f\u0648\u0646", "\u0627\u0646"


def _position(hit: Hit) -> str:
    """How a cue stands: as its row says, a participle or verbal noun of a verb by its form."""
    item = hit.entry.item
    assert isinstance(item, Speech)
    tense = hit.entry.form.tense if hit.entry.form else ""
    if item.position == "verb" and tense in ("participle", "noun"):
        return "participle"
    return "noun" if item.position == "verb" and tense == "masdar" else item.position


def _statement(text: str, grid: Grid, number: int, hit: Hit, later: Sequence[Hit], quotations: Sequence[Quotation], words: Speechwords, telling: Telling) -> Attribution | None:
    """The statement of one cue, or None when nothing is said or nobody says it."""
    sentence, item, position = grid.sentences[number], hit.entry.item, _position(hit)
    assert isinstance(item, Speech)
    if (position == "after" and telling.sentence == number) or (position != "unknown" and hit.entry.form and hit.entry.form.tense == "passive"):
        return None
    if position == "noun" and _object_of(sentence, hit, telling):
        return None
    if position == "unknown":
        return _unknown(text, sentence, hit, later, quotations, words)
    found = find_speaker(position, grid, number, hit, words, telling)
    if found is None or found.speaker is None:
        return None
    found, carried = transferred(grid, number, hit, found, words)
    assert found.speaker is not None
    content = _content(sentence, hit, position, found, later, quotations, words)
    if content is None or (position == "noun" and not says_something(sentence, hit, max(hit.last, found.speaker.last if found.rule == "named_next" else 0), words)):
        return None
    chain = carry(telling, found, carried or medium_of(grid, number, hit, found))
    telling.speaker, telling.co_speakers, telling.chain, telling.sentence = found.speaker, found.others, chain, number
    telling.cue, telling.cue_sentence = hit, sentence
    telling.content_first = next((at for at, word in enumerate(sentence.words) if word.end > content.spans[0].start), 0)
    cue = Cue(hit.start, hit.end, text[hit.start : hit.end], item.lemma)
    stance = raised_stance(item.stance, sentence, content.spans[0])
    evidence = Evidence(f"{item.rule}+{found.rule}", (Span(hit.start, hit.end), Span(found.speaker.mention.start, found.speaker.mention.end)))
    links = (*documents(grid, number, hit, text), *(link(p) for p in chain))
    return Attribution(f"a{hit.start}-{hit.end}", cue, found.speaker.mention.id, tuple(p.mention.id for p in found.others), behalf_of(grid, found.speaker), links, None, content.form, stance, content.spans, evidence)


def _object_of(sentence: Sentence, hit: Hit, telling: Telling) -> bool:
    """«voiced his worry», «made statements»: the noun is the object of the verb of speech right before it, which holds the statement."""
    return telling.cue is not None and telling.cue.entry.form is not None and telling.cue.entry.form.tense in ("past", "present") \
        and telling.cue_sentence is sentence and 0 < hit.first - telling.cue.last <= 7 and all(":" not in sentence.words[at].gap for at in range(telling.cue.last + 1, hit.first + 1)) \
        and telling.content_first >= hit.first


def _unknown(text: str, sentence: Sentence, hit: Hit, later: Sequence[Hit], quotations: Sequence[Quotation], words: Speechwords) -> Attribution | None:
    """«it was said that …»: a statement without a speaker, its chain one unnamed link."""
    item = hit.entry.item
    assert isinstance(item, Speech)
    content = content_after(sentence, hit, hit.last, clause_stop(sentence, hit, later), quotations, words)
    if content is None:
        return None
    span = Span(hit.start, hit.end)
    cue = Cue(hit.start, hit.end, span.of(text), item.lemma)
    return Attribution(f"a{hit.start}-{hit.end}", cue, None, (), None, (ChainLink(None, "unnamed", cue.text),), None, content.form, item.stance, content.spans, Evidence(item.rule, (span,)))


def _content(sentence: Sentence, hit: Hit, position: str, found: Found, later: Sequence[Hit], quotations: Sequence[Quotation], words: Speechwords) -> Content | None:
    after = (found.others or (found.speaker,))[-1].last if found.speaker and found.rule in ("subject_after", "document_of", "named_next", "transferred") else hit.last
    if position == "scare":
        return content_after(sentence, hit, after, min(clause_stop(sentence, hit, later), hit.last + 9), quotations, words)
    if position in ("source", "after"):
        return content_before(sentence, hit, after, quotations)
    return content_after(sentence, hit, after, clause_stop(sentence, hit, later, position == "noun"), quotations, words)


_NEAR = 25  # statements; a quotation that holds more is no news


def _nested(found: list[Attribution]) -> tuple[Attribution, ...]:
    """Each statement with the innermost other one whose content holds its cue as ``within``."""
    made = []
    for index, inner in enumerate(found):
        near = found[max(0, index - _NEAR) : index + _NEAR]
        holders = [o for o in near if o is not inner and any(s.start <= inner.cue.start and inner.cue.end <= s.end for s in o.content)]
        outer = min(holders, key=lambda o: sum(s.end - s.start for s in o.content), default=None)
        made.append(_within(inner, outer.id) if outer else inner)
    return tuple(made)


def _within(inner: Attribution, outer: str) -> Attribution:
    return Attribution(inner.id, inner.cue, inner.speaker, inner.co_speakers, inner.on_behalf_of, inner.chain, outer, inner.form, inner.stance, inner.content, inner.evidence)
