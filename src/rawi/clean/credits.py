"""Whose report an article says that it carries: the agency of its dateline, or the source that its closing credit names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rawi.clean.bylines import dateline_agency
from rawi.clean.lines import split_lines
from rawi.clean.surroundings import actors_named, is_outlet, is_place, surrounding_words
from rawi.fold import Folded, fold
from rawi.lexicon import Lexicon
from rawi.lexicon.trie import tokens
from rawi.records import Article, Furniture, Span

_HEAD_LINES, _HEAD_LETTERS = 3, 400
_LONGEST_NAME = 5  # words
_CREDITED = frozenset({"agency_credit", "byline"})


def find_credits(article: Article, furniture: Sequence[Furniture], lexicon: Lexicon) -> tuple[Span, ...]:
    """The letters that name who carried the article's report to its outlet, at most one: the first name that is not the outlet's own."""
    found = [*_in_dateline(article.text, lexicon), *(span for f in furniture if f.kind in _CREDITED for span in _in_furniture(f, lexicon))]
    own = actors_named(fold(article.outlet).text, lexicon) if article.outlet else frozenset()
    for span in found:
        name = fold(span.of(article.text)).text
        if not (own & actors_named(name, lexicon)) and name != fold(article.outlet or "").text:
            return (span,)
    return ()


def _in_dateline(text: str, lexicon: Lexicon) -> Iterator[Span]:
    """«Cairo (Reuters) - …», «Damascus – SANA» on a line of its own."""
    folded = fold(text[:_HEAD_LETTERS])
    for line in split_lines(folded)[:_HEAD_LINES]:
        span = dateline_agency(line, folded, lexicon) or _bare_dateline(line.core, line.shown_core, folded, lexicon)
        if span is not None:
            yield span


def _bare_dateline(core: str, at: int, folded: Folded, lexicon: Lexicon) -> Span | None:
    """A line that is a place, a dash and an agency."""
    place, dash, agency = core.partition("-")
    name = agency.strip()
    if not dash or not is_place(place.strip(), lexicon) or not is_outlet(name, lexicon):
        return None
    start = at + core.rindex(name)
    return folded.span(start, start + len(name))


def _in_furniture(found: Furniture, lexicon: Lexicon) -> Iterator[Span]:
    """The outlets that a credit line names, those the registry knows before «agencies»; none where it credits a picture or a right."""
    folded = fold(found.text)
    words = tokens(folded.text)
    if surrounding_words(lexicon.folder).no_source.intersection(words):
        return
    spans = []
    at = 0
    while at < len(words):
        name = next((n for size in range(_LONGEST_NAME, 0, -1) if is_outlet(n := " ".join(words[at : at + size]), lexicon)), None)
        start = folded.text.find(name) if name else -1
        if name and start >= 0:
            span = folded.span(start, start + len(name))
            spans.append((not actors_named(name, lexicon), Span(found.start + span.start, found.start + span.end)))
        at += len(name.split()) if name else 1
    yield from (span for _, span in sorted(spans, key=lambda pair: pair[0]))
