"""Generates the forms of a lemma from its principal parts, in folded letters.

Arabic letters are written by name here: the words are in the tables, these are the affixes of the conjugation
(Ryding, A Reference Grammar of Modern Standard Arabic, ch. 21-34).
"""

from __future__ import annotations

from typing import NamedTuple

from rawi.fold import fold_word

ALEF, TEH, WAW, YEH, NOON, MEEM, LAM, HEH = "\u0627\u062a\u0648\u064a\u0646\u0645\u0644\u0647"
ARTICLE = ALEF + LAM
FINITE = frozenset({"past", "present", "passive"})  # tenses of a Form that are finite verbs
_WEAK = (ALEF, WAW, YEH)


class Form(NamedTuple):
    """One inflected form: tense is past, present, passive, masdar, participle or noun; person 1-3, number s d p, gender m f (""
    unknown)."""

    text: str
    tense: str
    person: str = ""
    number: str = ""
    gender: str = ""


def conjugate(lemma: str, present: str, first_person: bool = True) -> list[Form]:
    """Forms of a verb from its past and present (3rd person masculine singular).

    The first person singular spells what other verbs are («I run», «he carried out»), so that only verbs of speech have it.
    """
    final_maksura = lemma.endswith(("\u0649", "\u0627")) and len(lemma) > 2
    forms = _past(fold_word(lemma), final_maksura) + (_present(fold_word(present)) if present else [])
    return forms if first_person else [f for f in forms if not (f.person == "1" and f.number == "s")]


def _past(base: str, weak_final: bool) -> list[Form]:
    """Past forms, active; the passive where its letters differ."""
    stem = base[:-1] if weak_final else base
    plural = stem[:-1] if base.endswith(YEH) and not weak_final else stem
    joint = stem + (YEH if base[-1] == YEH or len(base) > 3 else WAW) if weak_final else _before_consonant(base)
    forms = [
        Form(base, "past", "3", "s", "m"),
        Form(stem + TEH, "past", "3", "s", "f"),
        Form(plural + WAW + ALEF, "past", "3", "p", "m"),
        Form(plural + WAW, "past", "3", "p", "m"),
        Form(stem + TEH + ALEF, "past", "3", "d", "f"),
        Form((joint if weak_final else base) + ALEF, "past", "3", "d", "m"),
        Form(joint + NOON + ALEF, "past", "1", "p", ""),
        Form(joint + TEH, "past", "1", "s", ""),
        Form(joint + NOON, "past", "3", "p", "f"),
    ]
    passive = _passive_past(base, weak_final)
    if passive:
        forms += [
            Form(passive, "passive", "3", "s", "m"),
            Form(passive + TEH, "passive", "3", "s", "f"),
            Form(passive[:-1] + WAW + ALEF if weak_final else passive + WAW + ALEF, "passive", "3", "p", "m"),
        ]
    return forms


def _before_consonant(base: str) -> str:
    """The stem before a consonant suffix: a hollow verb loses its long vowel."""
    return base[:-2] + base[-1] if len(base) >= 3 and base[-2] == ALEF else base


def _passive_past(base: str, weak_final: bool) -> str:
    """The passive past where its letters differ from the active's, else ""."""
    if weak_final:
        return base[:-1] + YEH if base[-1] == ALEF else ""
    if len(base) >= 3 and base[-2] == ALEF and base[-3] not in _WEAK:
        return base[:-2] + YEH + base[-1]
    if len(base) == 4 and base[1] == ALEF:
        return base[0] + WAW + base[2:]
    return ""


def _present(base: str) -> list[Form]:
    """Present forms with and without the final noon, all persons that news uses, and the passive of hollow verbs."""
    stem = base[1:]
    weak = stem[-1:] in (WAW, YEH)
    plural = stem[:-1] if weak else stem
    forms = []
    for prefix, person, number, gender in ((YEH, "3", "s", "m"), (TEH, "3", "s", "f"), (NOON, "1", "p", ""), (ALEF, "1", "s", "")):
        forms.append(Form(prefix + stem, "present", person, number, gender))
        if weak:
            forms.append(Form(prefix + stem[:-1], "present", person, number, gender))
    for prefix, gender in ((YEH, "m"), (TEH, "f")):
        forms += [
            Form(prefix + plural + WAW + ending, "present", "3", "p", gender) for ending in ((NOON, ALEF) if weak else (NOON, ALEF, ""))
        ]
        forms += [Form(prefix + stem + ALEF + ending, "present", "3", "d", gender) for ending in (NOON, "")]
    forms.append(Form(YEH + stem + NOON, "present", "3", "p", "f"))
    if len(stem) >= 3 and stem[-2] in (WAW, YEH):
        forms += [Form(prefix + stem[:-2] + ALEF + stem[-1], "passive", "3", "s", gender) for prefix, gender in ((YEH, "m"), (TEH, "f"))]
    return forms


def decline(noun: str, tense: str = "noun") -> list[Form]:
    """Forms of a noun or verbal noun: article, accusative, construct before an enclitic, dual, sound feminine plural."""
    base = fold_word(noun)
    bare = base.removeprefix(ARTICLE) if base.startswith(ARTICLE) and len(base) > 4 and " " not in base else base
    forms = [(bare, "s", "")]
    if bare.endswith(HEH):
        stem = bare[:-1]
        forms += [(stem + TEH, "s", "f"), (stem + ALEF + TEH, "p", "f")]
        forms += [(stem + TEH + dual, "d", "f") for dual in _DUALS]
    else:
        forms += [(bare + ALEF, "s", ""), *((bare + dual, "d", "m") for dual in _DUALS)]
        if not bare.endswith(ALEF + TEH):
            forms.append((bare + ALEF + TEH, "p", "f"))
    plain = [Form(text, tense, "3", number, gender) for text, number, gender in forms]
    return plain + [f._replace(text=ARTICLE + f.text) for f in plain]


_DUALS = (ALEF + NOON, YEH + NOON)


def decline_adjective(adjective: str, tense: str = "participle") -> list[Form]:
    """Forms of an adjective or participle: gender, number, case, article."""
    bare = fold_word(adjective).removeprefix(ARTICLE)
    endings = (
        ("", "s", "m"),
        (ALEF, "s", "m"),
        (HEH, "s", "f"),
        (TEH, "s", "f"),
        (WAW + NOON, "p", "m"),
        (YEH + NOON, "p", "m"),
        (ALEF + NOON, "d", "m"),
        (ALEF + TEH, "p", "f"),
        (TEH + ALEF + NOON, "d", "f"),
        (TEH + YEH + NOON, "d", "f"),
        (WAW, "p", "m"),
        (YEH, "p", "m"),
    )
    plain = [Form(bare + ending, tense, "3", number, gender) for ending, number, gender in endings]
    return plain + [f._replace(text=ARTICLE + f.text) for f in plain]
