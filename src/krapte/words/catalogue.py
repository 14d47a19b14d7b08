"""Every text a person reads stands in ``nl.json`` and ``en.json``: flat keys to text with {placeholders}.

Code asks for a text by its key, so a translator needs no Python and a test can compare the two languages.
Only the standard library is imported here: the command line's help must be fast.
"""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from krapte.figures.errors import InputError

LANGUAGES = ("nl", "en")


@cache
def catalogue(lang: str) -> dict[str, str]:
    """All texts of one language."""
    if lang not in LANGUAGES:
        raise InputError("unknown_language", where="--lang", found=lang, expected=" | ".join(LANGUAGES))
    texts: dict[str, str] = json.loads((Path(__file__).parent / f"{lang}.json").read_text(encoding="utf-8"))
    return texts


def has(key: str, lang: str = "en") -> bool:
    """Whether a text exists: for keys made from data (an error code, a unit) that may have no text yet."""
    return key in catalogue(lang)


def text(key: str, lang: str, **values: object) -> str:
    """The text of ``key`` in ``lang`` with its placeholders filled. An unknown key is a mistake in code."""
    texts = catalogue(lang)
    if key not in texts:
        raise KeyError(f"no text {key!r} in {lang}.json")
    return texts[key].format(**values)


def language(locale: str | None) -> str:
    """The language of a locale name such as ``nl_NL.UTF-8``: Dutch when it starts with nl, else English."""
    return "nl" if (locale or "").lower().startswith("nl") else "en"
