"""Every sentence of a brief has a predicate on its numbers: it is there if, and only if, they bear it.

``PREDICATES`` says per text of the catalogue when it may stand in a brief, from the rows alone. Each scenario changes
numbers so that some predicate turns; the texts that a brief asks of the catalogue are recorded. What states no number
of the answer is in ``EXPLAINS``. So a sentence that is in neither list, one that no scenario turns, and one that stands
where its numbers do not bear it all fail, in both languages.
"""

from __future__ import annotations

import importlib

import pytest
from brief_cases import CASES, FEW, MOST, Case, material
from brief_predicates import ALWAYS, EXPLAINS, PREDICATES

from krapte.learning import moved
from krapte.telling.brief import content
from krapte.words import LANGUAGES


class Recorder(dict):
    """A catalogue that keeps which texts were asked of it."""

    def __init__(self, texts, used):
        super().__init__(texts)
        self.used = used

    def __getitem__(self, key):
        self.used.add(key)
        return super().__getitem__(key)


@pytest.fixture(scope="module")
def told():
    """Per language and case the texts that the brief is made of; the last case has another table of what moved."""
    words = importlib.import_module("krapte.words.catalogue")
    real, made_of = words.catalogue, {}
    cases = {name: Case(of, FEW) for name, of in CASES.items()} | {"moved": Case(material(), MOST)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            content.chart, "small", lambda *_: ""
        )  # pictures take long, and tests of their own hold them
        patch.setattr(content, "_bar", lambda *_: "")
        for lang in LANGUAGES:
            for name, case in cases.items():
                used: set[str] = set()
                patch.setattr(words, "catalogue", lambda of, used=used: Recorder(real(of), used))
                patch.setattr(moved, "load", lambda case=case: case.moved)
                content.brief(case.material, lang)
                made_of[lang, name] = case, used
    return made_of


@pytest.mark.parametrize("key", PREDICATES)
def test_a_sentence_stands_where_its_numbers_bear_it_and_only_there(key, told):
    found = {at: (key in used, bool(PREDICATES[key](case))) for at, (case, used) in told.items()}
    assert [at for at, (there, may) in found.items() if there != may] == []
    for lang in LANGUAGES:
        turns = {there for (of, _), (there, _) in found.items() if of == lang}
        assert turns == ({True} if key in ALWAYS else {True, False}), f"{key}: no case turns it"


def test_no_sentence_is_without_a_predicate(told):
    words = importlib.import_module("krapte.words.catalogue").catalogue("en")
    used = set().union(*(of for _, of in told.values()))
    sentences = {key for key in used if words[key].endswith(".")}
    sentences |= {
        key for key in used if key.startswith(("finding.", "headline.", "split.find.", "cost.find"))
    }
    assert sentences - set(PREDICATES) - EXPLAINS == set()
    assert set(PREDICATES) | EXPLAINS <= used
