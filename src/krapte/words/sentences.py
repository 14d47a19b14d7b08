"""Errors as one clear sentence in the reader's language: where, what is wrong, what was found, expected."""

from __future__ import annotations

import string

from krapte.figures.errors import InputError, InvariantError
from krapte.words.catalogue import catalogue, text


def explain(error: InputError | InvariantError, lang: str) -> str:
    """One line for a person. A code without its own sentence falls back on a general one that names it."""
    if isinstance(error, InvariantError):
        parts = [text("error.invariant", lang, what=_sentence(error.code, lang, {}), detail=error.detail)]
    else:
        parts = _input_parts(error, lang)
    return " ".join(" ".join(parts).split())


def _input_parts(error: InputError, lang: str) -> list[str]:
    values = {"where": error.where, "found": error.found, "expected": error.expected}
    parts = [_sentence(error.code, lang, values)]
    told = _placeholders(catalogue(lang).get(f"error.{error.code}", ""))
    if error.where and "where" not in told:
        parts.insert(0, f"{error.where}:")
    for name in ("found", "expected"):  # what the sentence does not say itself comes after it
        if values[name] and name not in told:
            parts.append(text(f"error.{name}", lang, value=values[name]))
    return parts


def _sentence(code: str, lang: str, values: dict[str, str]) -> str:
    template = catalogue(lang).get(f"error.{code}")
    if template is None:
        return text("error.other", lang, code=code.replace("_", " "))
    return template.format(**values)


def _placeholders(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}
