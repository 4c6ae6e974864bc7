"""Which language a text is in; py3langid (0.8 s, 130 MB) is loaded only where the letters say that it may not be Arabic."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_SAMPLE = 6000
_LETTER = re.compile(r"[^\W\d_]")
_ARABIC_SCRIPT = re.compile("[\u0621-\u06ff]+")
_NEIGHBOURS = re.compile("[\u067e\u0686\u0698\u06af\u06a9\u06cc\u06d2\u06ba\u0679\u0688\u0691\u06c1\u06be\u06d5\u06ce\u06c6\u06b5\u0695]")
_SORANI = re.compile("[\u06d5\u06ce\u06c6\u06b5\u0695]")
_ARTICLE = re.compile("(?<!\\w)[\u0648\u0641\u0628\u0643]?\u0627\u0644\\w")
_WORD = re.compile(r"\w+")
_LEAST_LETTERS = 20
_HARDLY = 0.3
_SOME = 0.01
_SORANI_SHARE = 0.04
# Arabic typed on a Persian keyboard: a Persian or Urdu text has the Arabic article in fewer than one word of ten.
_ARTICLE_SHARE = 0.12


def language_of(text: str) -> str | None:
    """ISO code of the language (``ar`` nearly always), or None for a text with too few letters to tell."""
    sample = text[:_SAMPLE]
    foreign = len(_NEIGHBOURS.findall(sample))
    script = sum(map(len, _ARABIC_SCRIPT.findall(sample)))
    if script >= _LEAST_LETTERS and foreign < _SOME * script and script > len(sample) / 2:
        return "ar"
    letters = len(_LETTER.findall(sample))
    if script >= _HARDLY * letters and foreign < max(1, _SOME * script):
        return "ar" if script else None
    if letters < _LEAST_LETTERS:
        return None
    if script < _HARDLY * letters:
        return str(_identifier(())(sample)[0])
    if len(_SORANI.findall(sample)) >= _SORANI_SHARE * script:
        return "ckb"
    if len(_ARTICLE.findall(sample)) >= _ARTICLE_SHARE * len(_WORD.findall(sample)):
        return "ar"
    return str(_identifier(("ar", "fa", "ur"))(sample)[0])


@cache
def _identifier(languages: tuple[str, ...]) -> Any:
    """py3langid's classifier over some languages, or over all. It knows no Sorani and raises for the code."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    if languages:
        identifier.set_languages(list(languages))
    return identifier.classify
