"""The noun that a number counts: a listed one, else one that agrees with it as a counted noun does; after the number or before it."""

from __future__ import annotations

from collections.abc import Sequence

from rawi.lexicon.inflect import ALEF, ARTICLE, HEH, MEEM, NOON, WAW, YEH
from rawi.parse import Sentence, Word
from rawi.recognise.figure_tables import Counted, FigureTables
from rawi.recognise.numbers import Number

_OF = MEEM + NOON
_NISBA = (YEH + HEH, YEH + YEH + NOON)
_FEW, _MANY = 3, 10


def noun_after(sentence: Sentence, number: Number, tables: FigureTables) -> tuple[Counted | None, int]:
    """The counted noun after a number and the last word of the phrase (the number's own when there is none)."""
    words, at = sentence.words, number.last + 1
    if at >= len(words) or words[at].gap:
        return None, number.last
    of = words[at].form == _OF
    at += of
    if at >= len(words) or words[at].gap:
        return None, number.last
    form = words[at].form
    noun = tables.counted.get(form)
    if noun and (noun.skip or not _agrees(noun, number, of)):
        noun = None
    if not number.vague:
        return (noun, at) if noun or (of and _theirs(words[at], tables)) else (None, number.last)
    unknown = noun is None and form not in tables.sets["not_counted"] and (of or form.startswith(ARTICLE)) and number.value >= 10
    return (noun, _through(sentence, at, tables)) if noun or unknown else (None, number.last)


def _theirs(word: Word, tables: FigureTables) -> bool:
    """«three of his kidnappers», «two of the merchants»: people or things of somebody, or a definite plural."""
    if word.form in tables.sets["not_counted"] or word.form.startswith(_OF) or not word.cuts:
        return False
    return bool(word.cuts[0].after) or (word.form.startswith(ARTICLE) and len(word.form) > 4)


def _agrees(noun: Counted, number: Number, of: bool) -> bool:
    """Arabic counts plurals from 3 to 10 and singulars above; digits are written with either."""
    if of or number.vague:
        return noun.number == "p"
    if noun.definite or noun.number == "d":
        return False
    few = 3 <= number.value % 100 <= 10 and number.scale == 1
    return noun.number == "p" or not few or number.digits


def _through(sentence: Sentence, at: int, tables: FigureTables) -> int:
    """The last word of a noun phrase: adjectives of a definite noun, the genitive of a construct."""
    words = sentence.words
    if words[at].form.startswith(ARTICLE):
        if at + 1 < len(words) and _adjective(words[at + 1], tables):
            at += 1
            # A second adjective is taken only where its ending shows it: the next noun of the clause has the article too.
            at += at + 1 < len(words) and words[at + 1].form.endswith(_NISBA) and _adjective(words[at + 1], tables)
        return at
    while words[at].form in tables.sets["constructs"] and at + 1 < len(words) and not words[at + 1].gap:
        at += 1
    if (
        at + 1 < len(words)
        and words[at + 1].form[0] == WAW
        and any(hit.entry.table == "places" and hit.before for hit in sentence.at[at + 1])
    ):
        at += 1
    return at


def _adjective(word: Word, tables: FigureTables) -> bool:
    if word.gap or len(word.form) < 5 or not word.form.startswith(ARTICLE):
        return False
    noun = tables.counted.get(word.form)
    other = any(word.form in tables.sets[name] for name in ("not_counted", "breaks")) or word.form in tables.governing
    return not other and (noun is None or (noun.person and noun.measure == "other"))


def unlisted_after(words: Sequence[Word], number: Number, tables: FigureTables) -> bool:
    """Whether an indefinite noun of no table follows that agrees with the number as its counted noun must: a plural from three to ten,
    above that a singular, in the accusative up to ninety-nine (Ryding, ch. 15), whose alef some outlets leave out after digits."""
    at = number.last + 1
    if number.vague or number.value < _FEW or at >= len(words) or words[at].gap or not _may_be_counted(words[at], tables):
        return False
    form = words[at].form
    if _few(number):
        return _is_noun(form, "p", tables)
    accusative = number.scale == 1 and number.value % 100 > _MANY
    return _is_noun(form, "s", tables) and (not accusative or number.digits or form.endswith((ALEF, HEH)))


def _few(number: Number) -> bool:
    return _FEW <= number.value % 100 <= _MANY and number.scale == 1


def _may_be_counted(word: Word, tables: FigureTables) -> bool:
    """No clitic, no article, none of the words that a number dates or measures."""
    bare = word.form == word.host and not word.form.startswith(ARTICLE) and not (word.cuts and word.cuts[0].after)
    return bare and not any(word.form in tables.sets[name] for name in ("not_counted", "breaks", "oblique"))


def _is_noun(form: str, number: str, tables: FigureTables) -> bool:
    """A noun in this number without article or pronoun is among what a form may be, or an adjective that stands for people."""
    found = [a for a in tables.stems.analyses(form) if a.state != "definite" and a.number == number]
    nouns = any(a.pos == "noun" for a in found)
    return nouns or (any(a.pos == "adjective" for a in found) and (number == "s" or form.endswith((YEH + NOON, WAW + NOON))))


def stands_for_people(word: Word, tables: FigureTables) -> bool:
    """A noun with the plural of men, or an adjective that stands for people."""
    return word.form.endswith((YEH + NOON, WAW + NOON)) or any(a.pos == "adjective" for a in tables.stems.analyses(word.form))


def crowd_alone(words: Sequence[Word], number: Number, tables: FigureTables) -> bool:
    """«hundreds chanted»: a vague number with the article, right after its verb and before no noun of its own."""
    after = words[number.last + 1] if number.last + 1 < len(words) else None
    if not number.vague or not number.first or not words[number.last].form.startswith(ARTICLE):
        return False
    owned = after is not None and not after.gap and (after.form == _OF or after.form.startswith(ARTICLE))
    return not owned and any(a.pos == "verb" for a in tables.stems.analyses(words[number.first - 1].host))


def scale_alone(words: Sequence[Word], number: Number, bounded: bool) -> bool:
    """«about twenty thousand took part.»: a bounded number of thousands at the end of its clause."""
    at = number.last + 1
    return bounded and number.scale >= _THOUSAND and (at >= len(words) or bool(words[at].gap))


_THOUSAND = 1000


def counted_before(words: Sequence[Word], at: int, tables: FigureTables) -> tuple[int, Number] | None:
    """The definite number at a word and the first word of the definite plural that it follows («the five centres», «her four sons», «the
    stations of the province, the four»), an adjective or a genitive between them or not."""
    number = tables.reader.read_definite(words, at) if at and not words[at].gap else None
    if number is None or number.value < _FEW:
        return None
    if _known_plural(words[at - 1], tables):
        return at - 1, number
    middle = words[at - 1]
    between = at > 1 and middle.form.startswith(ARTICLE) and not middle.gap and middle.form not in tables.sets["not_counted"]
    plural = between and (_known_plural(words[at - 2], tables) or _construct(words[at - 2], tables))
    return (at - 2, number) if plural else None


def _known_plural(word: Word, tables: FigureTables) -> bool:
    """A plural with the article or a pronoun, and nothing that is only dated or measured."""
    cut = word.cuts[0]
    bare = cut.host.removeprefix(ARTICLE)
    if any(form in tables.sets["not_counted"] for form in (word.form, cut.host, bare)):
        return False
    return bool(cut.after or cut.host.startswith(ARTICLE)) and _is_noun(bare, "p", tables)


def _construct(word: Word, tables: FigureTables) -> bool:
    """A plural that a genitive makes definite."""
    return _may_be_counted(word, tables) and _is_noun(word.form, "p", tables)
