"""What is said: the quotation after a cue, the clause after «that», the object, or the clause before a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rawi.attribute.clauses import Speechwords, complementizer_after
from rawi.attribute.quotes import Quotation
from rawi.lexicon.rows import Speech
from rawi.parse import Hit, Sentence
from rawi.records import Span

COMMA = "\u060c"
_QUOTE_REACH, _SCARE_QUOTE = 40, 25  # letters


@dataclass(frozen=True, slots=True)
class Content:
    """The letters of a statement and its form: direct, indirect or mixed."""

    spans: tuple[Span, ...]
    form: str


def content_after(
    sentence: Sentence, hit: Hit, speaker_last: int, stop: int, quotations: Sequence[Quotation], words: Speechwords
) -> Content | None:
    """The content of a verb or noun cue: ``speaker_last`` is the last word of a speaker after the cue, ``stop`` the word where the
    next cue begins."""
    start = max(hit.last, speaker_last) + 1
    item = hit.entry.item
    assert isinstance(item, Speech)
    quoted = _quotation_after(sentence, hit, start, stop, quotations)
    that = complementizer_after(sentence, hit.last + 1, words, max(1, stop - hit.last - 1))
    if quoted and (that is None or quoted.start <= sentence.words[that].start or quoted.start - sentence.words[that].end <= 4):
        return Content((Span(quoted.start, quoted.end),), "direct")
    first = start
    if that is not None and that < stop:
        first = that + 1
    else:
        first = _past_prepositions(sentence, first, stop, words, item)
    return _stretch(sentence, first, stop, quotations)


def _after_colon(sentence: Sentence, hit: Hit, start: int) -> bool:
    """A colon introduces the quotation, however short it is."""
    return any(":" in word.gap and word.start >= start >= word.start - 3 for word in sentence.words[hit.last + 1 :])


def _past_prepositions(sentence: Sentence, first: int, stop: int, words: Speechwords, item: Speech) -> int:
    """The word after the preposition that brings the content in, an adverb such as «during it» before it left out."""
    aside = _past_aside(sentence, first, stop, words)
    if aside is not None:
        return aside
    if item.stance in _ADDRESSED:
        addressed = next((at for at in range(first, min(first + 4, stop)) if sentence.words[at].before.endswith("\u0628")), None)
        if addressed is not None:
            return addressed
    for at in range(first, min(first + 2, stop)):
        if sentence.words[at].form in words.content_prepositions:
            return at + 1
    return first


def _past_aside(sentence: Sentence, first: int, stop: int, words: Speechwords) -> int | None:
    """«declared X, during a meeting in Y, that …»: the word after an aside between two commas."""
    if first >= stop or COMMA not in sentence.words[first].gap or sentence.words[first].host not in words.prepositions:
        return None
    return next((at for at in range(first + 1, min(first + 16, stop)) if COMMA in sentence.words[at].gap), None)


# Stances whose verb takes the one addressed as object and the content with «bi-»: «threatened X with …».
_ADDRESSED = frozenset({"threaten", "accuse", "demand"})


def _quotation_after(sentence: Sentence, hit: Hit, start: int, stop: int, quotations: Sequence[Quotation]) -> Quotation | None:
    """The first quotation that opens soon after the cue and its speaker and is long enough to be words of speech."""
    if start >= len(sentence.words):
        return None
    anchor = sentence.words[start].start
    limit = sentence.words[stop - 1].end if stop - 1 > start else sentence.end
    for quotation in quotations:
        near = hit.end <= quotation.start <= max(anchor, min(limit, anchor + _QUOTE_REACH))
        if near and (quotation.end - quotation.start > _SCARE_QUOTE or _after_colon(sentence, hit, quotation.start)):
            return quotation
    return None


def _stretch(sentence: Sentence, first: int, stop: int, quotations: Sequence[Quotation]) -> Content | None:
    """Words ``first`` to before ``stop`` as content; mixed when a quotation stands inside."""
    if first >= stop or first >= len(sentence.words):
        return None
    word = sentence.words[first]
    begin = word.start + (len(word.before) if word.before.endswith(("\u0628", "\u0644")) else 0)
    span = Span(begin, sentence.words[stop - 1].end)
    inside = any(span.start <= q.start and q.end <= span.end + 1 and q.end - q.start > 12 for q in quotations)
    return Content((span,), "mixed" if inside else "indirect")


def content_before(sentence: Sentence, hit: Hit, speaker_last: int, quotations: Sequence[Quotation]) -> Content | None:
    """The content of a source particle: the clause before it, or after it when the sentence begins with it."""
    if hit.first > 1:
        return _stretch(sentence, 0, hit.first, quotations)
    first = speaker_last + 1
    return _stretch(sentence, first, len(sentence.words), quotations)


def clause_stop(sentence: Sentence, hit: Hit, others: Sequence[Hit], words: Speechwords, noun: bool = False) -> int:
    """The word before which the content of a cue ends: the next cue that a comma («, while») or «and» introduces, else the end of the sentence;
    for a noun the comma."""
    if noun:
        return next((at for at in range(hit.last + 3, len(sentence.words)) if COMMA in sentence.words[at].gap), len(sentence.words))
    for other in others:
        if other.first <= hit.last + 1:
            continue
        if COMMA in sentence.words[other.first].gap or other.before.startswith("\u0648"):
            return other.first
        turn = sentence.words[other.first - 1]
        if other.first > hit.last + 2 and COMMA in turn.gap and turn.form in words.turns:
            return other.first - 1
    return len(sentence.words)
