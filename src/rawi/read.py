"""One article → Reading: the stages in order."""

from __future__ import annotations

import gc
from dataclasses import dataclass
from functools import cache

from rawi.attribute import Speechwords, attribute, load_speechwords
from rawi.clean import article_from_text, find_credits, find_furniture, repair_spelling
from rawi.code_events import Coded, Judge, Rolewords, code_events, features_of, load_judge, load_rolewords
from rawi.fold import fold
from rawi.lexicon import Lexicon, load_lexicon
from rawi.parse import Parser
from rawi.parse.grid import make_grid
from rawi.recognise import (
    DateTables,
    FigureTables,
    Tables,
    find_dates,
    find_figures,
    find_mentions,
    load_date_tables,
    load_figure_tables,
    load_tables,
)
from rawi.records import Article, DateSpan, MadeBy, Reading
from rawi.version import VERSION


@dataclass(frozen=True, slots=True)
class Reader:
    """What reading needs, loaded once: the lexicon and what each stage derives from it."""

    lexicon: Lexicon
    parser: Parser
    mention_tables: Tables
    figure_tables: FigureTables
    date_tables: DateTables
    speechwords: Speechwords
    rolewords: Rolewords
    judge: Judge

    @property
    def made_by(self) -> MadeBy:
        """What its Readings say they were made by."""
        return MadeBy(VERSION, self.lexicon.digest, self.judge.name)

    def read(self, article: Article) -> Reading:
        """Everything one article says, with the letters that say it: same article and same lexicon, same Reading."""
        return self._read(article)[0]

    def read_with_reasons(self, article: Article) -> tuple[Reading, dict[str, tuple[str, ...]]]:
        """The Reading, and what the judge saw of each event, by its id."""
        reading, coded = self._read(article)
        return reading, {id: features_of(seen) for id, seen in coded.seen.items()}

    def _read(self, article: Article) -> tuple[Reading, Coded]:
        """The stages in order."""
        text, lexicon, known = article.text, self.lexicon, (article.published is not None, bool(article.title))
        plain = fold(text)
        furniture = find_furniture(text, article.title, lexicon, plain)
        repairs = repair_spelling(text, lexicon)
        folded = fold(text, repairs, furniture) if furniture or repairs else plain
        sentences = self.parser.parse(folded)
        mentions = find_mentions(text, folded, sentences, lexicon, self.mention_tables, article.published)
        figures = find_figures(folded, sentences, self.figure_tables, text)
        dates = find_dates(folded, sentences, self.date_tables, article.published, text)
        grid = make_grid(sentences, mentions)
        attributions = attribute(text, folded, grid, self.speechwords, find_credits(article, furniture, lexicon))
        spans = tuple(DateSpan(d.first, d.last, d.precision, d.start, d.end, d.text) for d in dates)
        coded = code_events(text, grid, attributions, figures, spans, lexicon, self.rolewords, self.judge, *known)
        reading = Reading(
            article,
            furniture,
            repairs,
            tuple(s.record for s in sentences),
            mentions,
            coded.figures,
            attributions,
            coded.events,
            coded.links,
            coded.agreements,
            coded.notes,
            self.made_by,
        )
        return reading, coded


@cache
def default_reader() -> Reader:
    """A Reader over the bundled tables, which live as long as the process: the garbage collector is told not to walk them again,
    and to come less often."""
    gc.disable()
    try:
        reader = make_reader(load_lexicon())
    finally:
        gc.enable()
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    return reader


# Objects made before the collector looks for cycles: a Reading is some thousands of records and has none.
_GARBAGE = 20_000


def make_reader(lexicon: Lexicon) -> Reader:
    """A Reader over a lexicon."""
    return Reader(
        lexicon,
        Parser(lexicon),
        load_tables(lexicon),
        load_figure_tables(lexicon),
        load_date_tables(lexicon),
        load_speechwords(lexicon),
        load_rolewords(lexicon),
        load_judge(lexicon.folder),
    )


def read(
    text: str,
    *,
    id: str = "text",
    title: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
    published: str | None = None,
) -> Reading:
    """Read an Arabic text; ``published`` is its ISO day, which decides what «yesterday» and «the minister» mean."""
    reader = default_reader()
    return reader.read(article_from_text(text, id=id, title=title, outlet=outlet, url=url, published=published, lexicon=reader.lexicon))
