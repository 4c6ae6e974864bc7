"""What is said: the quotation after a cue, the clause after «that», the object, or the clause before a source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rawi.attribute.clauses import Speechwords, complementizer_after
from rawi.attribute.quotes import Quotation
from rawi.lexicon.rows import Speech
from rawi.parse import Hit, Sentence
from rawi.records import Span

COMMA, FI = "\u060c", "\u0641\u064a"
_QUOTE_REACH, _SCARE_QUOTE = 40, 25  # letters
_COLON_REACH = 12  # words after the speaker
_NEW_PARAGRAPH = 5  # letters between two paragraphs of a quotation


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
    told_before = _quotation_before(sentence, hit, start, stop, quotations)
    if told_before is not None:
        return told_before
    that = complementizer_after(sentence, hit.last + 1, words, max(1, stop - hit.last - 1))
    if that is not None and _claim_between(sentence, start, that):
        that = None
    colon = _colon_after(sentence, start, stop, that)
    if colon is not None:
        quoted = next(
            (q for q in quotations if 0 <= q.start - sentence.words[colon].start <= 1 or 0 <= sentence.words[colon].start - q.start <= 1),
            None,
        )
        return Content(_whole(quoted, quotations), "direct") if quoted else _stretch(sentence, colon, stop, quotations)
    quoted = _quotation_after(sentence, hit, start, stop, quotations)
    if quoted and (that is None or quoted.start <= sentence.words[that].start or quoted.start - sentence.words[that].end <= 4):
        return Content(_whole(quoted, quotations), "direct")
    first = start
    if that is not None and that < stop:
        first = that + 1
    else:
        first = _past_prepositions(sentence, first, stop, words, item)
    return _stretch(sentence, first, stop, quotations)


def _whole(quoted: Quotation, quotations: Sequence[Quotation]) -> tuple[Span, ...]:
    """A quotation with the paragraphs it goes on in: left open at the end of one, opened again at the head of the next."""
    spans = [Span(quoted.start, quoted.end)]
    while not quoted.closed:
        following = next((q for q in quotations if 0 < q.start - quoted.end <= _NEW_PARAGRAPH), None)
        if following is None:
            break
        spans.append(Span(following.start, following.end))
        quoted = following
    return tuple(spans)


def _claim_between(sentence: Sentence, start: int, that: int) -> bool:
    """«denied what X claimed, namely that …»: the «that» belongs to the verb of speech behind «what»."""
    whats = [at for at in range(start, min(start + 2, that)) if sentence.words[at].host == _MA]
    return any(hit.first == at + 1 for at in whats for hit in sentence.heads.get("speech", ()))


_MA = "\u0645\u0627"


def content_named(sentence: Sentence, hit: Hit, quotations: Sequence[Quotation], stop: int) -> Content | None:
    """What «what he called …» names: the quotation right after it, else the words up to ``stop``."""
    first = hit.last + 1
    if first >= len(sentence.words):
        return None
    opening = sentence.words[first].start
    quoted = next((q for q in quotations if abs(q.start - opening) <= 1), None)
    return Content((Span(quoted.start, quoted.end),), "direct") if quoted else _stretch(sentence, first, stop, quotations)


def _colon_after(sentence: Sentence, start: int, stop: int, that: int | None) -> int | None:
    """The word after the colon that brings the content in, within the clause of the cue and before any «that»."""
    until = min(stop, start + _COLON_REACH, len(sentence.words), stop if that is None else that)
    return next((at for at in range(start, until) if ":" in sentence.words[at].gap), None)


def _quotation_before(sentence: Sentence, hit: Hit, start: int, stop: int, quotations: Sequence[Quotation]) -> Content | None:
    """«…», says X, «…»: the quotation that ends right before the cue, with the one that goes on after the speaker."""
    word = sentence.words[hit.first]
    if not follows_quotation(sentence, hit):
        return None
    opening = sentence.words[0].start
    before = next((q for q in quotations if q.start <= opening and 0 <= word.start - q.end <= len(word.gap) + 2), None)
    if before is None:
        return None
    after = _quotation_after(sentence, hit, start, stop, quotations) if start < len(sentence.words) else None
    spans = (Span(before.start, before.end), *([Span(after.start, after.end)] if after else ()))
    return Content(spans, "direct")


def follows_quotation(sentence: Sentence, hit: Hit) -> bool:
    """A closing quotation mark stands right before the cue, a finite verb without «and»."""
    finite = hit.entry.form is not None and hit.entry.form.tense in ("past", "present")
    return finite and hit.first > 0 and not hit.before and any(mark in sentence.words[hit.first].gap for mark in _CLOSING_MARKS)


_CLOSING_MARKS = ("\u00bb", "\u201d", '"', "\u2019")


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
    reach = 4 if first < stop and sentence.words[first].form == FI else 2
    for at in range(first, min(first + reach, stop)):
        form = sentence.words[at].form
        if form in words.content_prepositions or (form == FI and item.stance == "doubt"):
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
    joined = word.before.endswith(("\u0628", "\u0644")) or (first == 0 and word.before == "\u0648")
    begin = word.start + (len(word.before) if joined else 0)
    span = Span(begin, sentence.words[stop - 1].end)
    inside = any(span.start <= q.start and q.end <= span.end + 1 and q.end - q.start > 12 for q in quotations)
    return Content((span,), "mixed" if inside else "indirect")


def content_before(sentence: Sentence, hit: Hit, speaker_last: int, quotations: Sequence[Quotation], words: Speechwords) -> Content | None:
    """The content of a source particle: the clause before it and what goes on after it, or what follows where the sentence begins
    with it."""
    if hit.first > 1:
        before = _stretch(sentence, 0, hit.first - (sentence.words[hit.first - 1].form == _AS), quotations)
        rest = _goes_on(sentence, speaker_last + 1, words)
        after = _stretch(sentence, rest, len(sentence.words), quotations) if rest is not None else None
        return Content((*before.spans, *after.spans), before.form) if before and after else before
    first = speaker_last + 1
    if first < len(sentence.words) and (
        sentence.words[first].form in words.complementizers or sentence.words[first].host in words.complementizers
    ):
        first += 1
    return _stretch(sentence, first, len(sentence.words), quotations)


_AS = "\u0643\u0645\u0627"


def _goes_on(sentence: Sentence, first: int, words: Speechwords) -> int | None:
    """«the number of X, according to Y, reached …»: the word after the comma behind the speaker where the clause before goes on."""
    if first >= len(sentence.words) or COMMA not in sentence.words[first].gap:
        return None
    word = sentence.words[first]
    apart = word.before.startswith(("\u0648", "\u0641")) or word.form in words.turns or word.form in words.relative
    finite = any(h.entry.form is not None and h.entry.form.tense in ("past", "present") for h in sentence.at[first])
    return None if apart or finite else first


def passed_on(sentence: Sentence, other: Hit, words: Speechwords) -> bool:
    """«…, quoting X, that …»: a source between commas, behind which the statement of the cue before it begins."""
    if (
        sentence.words[other.first].host not in words.transfer
        or not isinstance(other.entry.item, Speech)
        or other.entry.item.position != "source"
    ):
        return False
    that = complementizer_after(sentence, other.last + 1, words, _ASIDE)
    return that is not None


_ASIDE = 8  # words of such a source


def clause_stop(sentence: Sentence, hit: Hit, others: Sequence[Hit], words: Speechwords, noun: bool = False) -> int:
    """The word before which the content of a cue ends: the next cue that a comma («, while») or «and» introduces, else the end of the sentence;
    for a noun the comma."""
    if noun:
        return next((at for at in range(hit.last + 3, len(sentence.words)) if COMMA in sentence.words[at].gap), len(sentence.words))
    for other in others:
        if other.first <= hit.last + 1 or passed_on(sentence, other, words):
            continue
        if COMMA in sentence.words[other.first].gap or other.before.startswith("\u0648"):
            return other.first
        turn = sentence.words[other.first - 1]
        if other.first > hit.last + 2 and COMMA in turn.gap and turn.form in words.turns:
            return other.first - 1
    return len(sentence.words)
