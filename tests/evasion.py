"""Makes evasion spellings of sensitive words as self-censoring writers do: each kind is one function of a word and a chance."""

from __future__ import annotations

import random
from collections.abc import Callable

from rawi.lexicon.tables import data_folder, load_schema, read_table

TATWEEL = "\u0640"
LATIN = {"ا": "l|I", "ه": "o", "و": "w", "س": "s$", "ر": "r", "د": "d", "ت": "t", "م": "m"}
PERSIAN = {"ك": "ک", "ي": "ی", "ه": "ە", "ى": "ی"}
SAME = {"ج": "ح", "خ": "ح", "ذ": "د", "ز": "ر", "ش": "س", "ض": "ص", "ظ": "ط", "غ": "ع", "ة": "ه", "ف": "\u06a1", "ق": "\u066f"}
INNER = {**SAME, **dict.fromkeys("بتثني", "\u066e")}
FINAL = {**SAME, **dict.fromkeys("بتث", "\u066e"), "ن": "\u06ba", "ي": "ى"}
NO_FUSION = set("اأإآدذرزوؤةىء")


def dots(word: str, chance: random.Random) -> str:
    """One break of tatweel and dots, as «قصـ.ـف»."""
    at = _break(word, chance)
    return word[:at] + TATWEEL * chance.choice((1, 1, 2)) + chance.choice((".", ".", "..", "*", "_", "/")) + TATWEEL + word[at:]


def tatweel(word: str, chance: random.Random) -> str:
    """Tatweel and a space inside the word; tatweel alone only lengthens it."""
    at = _break(word, chance)
    return word[:at] + chance.choice((TATWEEL + " " + TATWEEL, TATWEEL + " ", TATWEEL * 2 + " " + TATWEEL)) + word[at:]


def spaces(word: str, chance: random.Random) -> str:
    """Every letter apart, one or two together."""
    return chance.choice((" ", " ", ".", "-", " . ")).join(word)


def zero_width(word: str, chance: random.Random) -> str:
    """An invisible letter inside the word."""
    at = _break(word, chance)
    return word[:at] + chance.choice("\u200b\u200c\u200d\u2060\u00ad") + word[at:]


def symbols(word: str, chance: random.Random) -> str:
    """A sign of no other use inside the word, once or between all letters."""
    sign = chance.choice("*_#^~+=•")
    if chance.random() < 0.3:
        return sign.join(word)
    at = _break(word, chance)
    return word[:at] + sign + word[at:]


def every_letter_dotted(word: str, chance: random.Random) -> str:
    """Tatweel and a dot after every letter that joins the next."""
    return "".join(letter if letter in NO_FUSION or at == len(word) - 1 else letter + TATWEEL + "." for at, letter in enumerate(word))


def look_alikes(word: str, chance: random.Random) -> str | None:
    """One letter of another script that looks or sounds alike."""
    kinds = [(letter, found) for table in (LATIN, PERSIAN) for letter, found in table.items() if letter in word]
    if not kinds:
        return None
    letter, found = chance.choice(kinds)
    at = chance.choice([index for index, shown in enumerate(word) if shown == letter])
    return word[:at] + chance.choice(found) + word[at + 1 :]


def dotless(word: str, chance: random.Random) -> str | None:
    """Every dotted letter without its dots, as calligraphers and evaders write it."""
    shown = "".join((FINAL if at == len(word) - 1 else INNER).get(letter, letter) for at, letter in enumerate(word))
    return shown if set(shown) & set("\u066e\u066f\u06a1\u06ba") else None


KINDS: dict[str, Callable[[str, random.Random], str | None]] = {
    "dots": dots,
    "tatweel": tatweel,
    "spaces": spaces,
    "zero-width": zero_width,
    "symbols": symbols,
    "every letter dotted": every_letter_dotted,
    "look-alikes": look_alikes,
    "dotless": dotless,
}


def spellings(count: int, seed: int) -> list[tuple[str, str, str]]:
    """``count`` spellings over all kinds: kind, written, and the word as it should be restored."""
    chance = random.Random(seed)
    stems, names = sensitive_stems(), list(KINDS)
    made: dict[tuple[str, str], str] = {}
    while len(made) < count:
        kind = names[len(made) % len(names)]
        stem, proper = chance.choice(stems)
        before, after = _clitics(stem, proper, chance)
        if kind == "spaces":
            before = before.removeprefix("و")
        if kind in WHOLE:
            written = KINDS[kind](before + stem + after, chance)
        else:
            broken = KINDS[kind](stem, chance)
            written = broken and before + broken + after
        if written and written != before + stem + after:
            made.setdefault((kind, written), before + stem + after)
    return [(kind, written, word) for (kind, written), word in made.items()]


# Kinds that change a word with its clitics; the others break its stem, as writers do.
WHOLE = ("spaces", "every letter dotted", "dotless")


def sensitive_stems() -> list[tuple[str, bool]]:
    """Nouns and verbs of the sensitive table in their own letters, and whether one is a name, which takes no article or pronoun."""
    stems: set[tuple[str, bool]] = set()
    for row in read_table(data_folder(), "sensitive_words", load_schema(data_folder()), []):
        stems |= {(noun, row["field"] == "groups" or noun[:2] == "ال") for noun in row["nouns"] if len(noun) > 3 and noun.isalpha()}
    return sorted(stems)


def _clitics(stem: str, proper: bool, chance: random.Random) -> tuple[str, str]:
    """Letters before and after a word, as grammar allows them."""
    if proper:
        before = chance.choice(("", "", "و", "" if stem[:2] == "ال" else "ب"))
        return before, ""
    before = chance.choice(("", "", "ال", "وال", "بال", "لل", "و", "ب", "ل", "وب"))
    pronouns = "" if "ل" in before[-1:] or stem[-1] in "ةىءاويه" else chance.choice(("", "", "هم", "ها", "ه"))
    return before, pronouns


def _break(word: str, chance: random.Random) -> int:
    """A place inside the word after a letter that joins the next one, where there is one."""
    fused = [at for at in range(1, len(word) - 1) if word[at - 1] not in NO_FUSION]
    return chance.choice(fused or list(range(1, len(word) - 1)))
