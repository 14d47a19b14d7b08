"""The two catalogues hold the same keys and placeholders, in words that krapte may use."""

from __future__ import annotations

import re
import string

import pytest

from krapte.figures.errors import InputError
from krapte.words import LANGUAGES, language, text
from krapte.words.catalogue import catalogue

NEVER = {
    "nl": r"voorspel|\bzal\b|\bzullen\b|bewezen|betrouwbaarheidsinterval|simulatie|baseline",
    "en": r"\bforecast|\bpredict|\bproven\b|\bproves\b|\bwill be\b|confidence interval",
}


def _placeholders(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}


def test_same_keys() -> None:
    assert set(catalogue("nl")) == set(catalogue("en"))


def test_same_placeholders() -> None:
    for key, words in catalogue("nl").items():
        assert _placeholders(words) == _placeholders(catalogue("en")[key]), key


def test_no_text_is_empty_or_of_a_strange_length() -> None:
    for key, english in catalogue("en").items():
        dutch = catalogue("nl")[key]
        assert dutch.strip() == dutch, key
        assert dutch, key
        assert len(dutch) <= 1.6 * len(english) + 20, key
        assert len(english) <= 1.6 * len(dutch) + 20, key


@pytest.mark.parametrize("lang", LANGUAGES)
def test_words_that_promise_too_much_are_not_used(lang: str) -> None:
    for key, words in catalogue(lang).items():
        if not key.startswith("backtest."):  # there forecasts are what is put to the test, and are called so
            assert not re.search(NEVER[lang], words, re.IGNORECASE), key


def test_text_fills_placeholders() -> None:
    assert text("format.span", "nl", low="18.000", high="47.000") == "18.000 tot 47.000"
    assert text("format.span", "en", low="18,000", high="47,000") == "18,000 to 47,000"


def test_unknown_key_is_a_mistake_in_the_code() -> None:
    with pytest.raises(KeyError, match=r"no text 'no\.such'"):
        text("no.such", "en")


def test_unknown_language_is_bad_input() -> None:
    with pytest.raises(InputError) as caught:
        text("chart.package", "de")
    assert caught.value.code == "unknown_language"


@pytest.mark.parametrize(
    ("locale", "lang"), [("nl_NL.UTF-8", "nl"), ("nl", "nl"), ("en_GB", "en"), ("C", "en"), (None, "en")]
)
def test_language_of_a_locale(locale: str | None, lang: str) -> None:
    assert language(locale) == lang


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_longer_than_can_be_read_out(lang: str) -> None:
    for key, words in catalogue(lang).items():
        for sentence in re.split(r"(?<=[.:;])\s", words):
            assert len(sentence.split()) <= 25, key
