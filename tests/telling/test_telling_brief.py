"""The brief: what it says turns with the numbers, and both media say the same, with the same bytes each time."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from made import made, whole
from why_made import rests_rows, why_rows

from krapte.analysis import gaps, urgency
from krapte.telling.brief import content, html, pdf, said
from krapte.telling.brief.blocks import Heading, Para, Picture, Points, Table
from krapte.words import LANGUAGES
from krapte.words.likelihood import SCALE, band, scale, word

SOURCE = {"figure": "f", "period": "2020", "publisher": 'P & "Q"', "year": "2020", "source": "Title \\ #x"}


def answer(**changes):
    found = whole()
    doses = [row | {"pillar": "inflow", "paper": "I3"} for row in found.doses]
    sources = [
        SOURCE | {"measure": "i3", "grade": "A"},
        SOURCE | {"measure": "i3", "grade": "C", "figure": "c"},
    ]
    return replace(found, doses=doses, sources=sources, **changes)


def material(of=None, cuts=0.05):
    told = of or answer()
    found = urgency.rank(), gaps.find().of("agenda")
    return content.Material(told, made("cuts", effect=cuts), *found, "krapte brief paper")


@pytest.fixture(scope="module")
def briefs():
    return {lang: content.brief(material(), lang) for lang in LANGUAGES}


@pytest.fixture(scope="module")
def pdfs(briefs):
    return {lang: pdf.pdf(one) for lang, one in briefs.items()}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pdf_is_tagged_in_its_language_and_of_two_to_four_pages(lang, briefs, pdfs):
    raw = pdfs[lang]
    assert b"pdfuaid:part>1<" in raw
    assert f"/Lang({lang})".encode() in raw
    pages = int(re.search(rb"NPages>(\d+)<", raw)[1])
    assert 2 <= pages <= 4
    assert len(pdf.pages(briefs[lang], 30)) == pages


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_chart_has_its_words(lang, briefs, pdfs):
    charts = [block for block in briefs[lang].blocks if isinstance(block, Picture)]
    assert len(charts) == 2
    assert all(len(one.alt) > 60 for one in charts)
    assert pdfs[lang].count(b"/Alt") == len(charts)
    assert html.page(briefs[lang]).count('role="img"') == len(charts)


def test_made_again_it_has_the_same_bytes(briefs, pdfs):
    again = content.brief(material(), "nl")
    assert pdf.pdf(again) == pdfs["nl"]
    assert html.page(again) == html.page(briefs["nl"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_what_the_pdf_says_and_needs_nothing_else(lang, briefs):
    page, one = html.page(briefs[lang]), briefs[lang]
    plain = re.sub(r"<[^>]+>", "\n", page).replace("&amp;", "&").replace("&quot;", '"').replace("&#x27;", "'")
    source = pdf.source(one)["main"].decode().replace('\\"', '"').replace("\\\\", "\\")
    for block in one.blocks:
        words = {
            Heading: lambda b: [b.words],
            Para: lambda b: [b.words],
            Points: lambda b: list(b.items),
            Table: lambda b: [cell for line in b.grid.cells for cell in line],
        }.get(type(block), lambda b: [])(block)
        for each in words:
            assert each in plain, each
            assert each in source, each
    assert not re.search(r'(?:src|href)="(?!#)', page)
    assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_signs_of_a_title_mean_nothing_in_typst(briefs):
    assert any(
        "Title \\ #x" in item for b in briefs["nl"].blocks if isinstance(b, Points) for item in b.items
    )


def test_what_makes_the_interval_wide_is_told_where_it_was_asked():
    asked = material(answer(why=why_rows("difference"), rests_on=rests_rows("difference")))
    one, without = content.brief(asked, "en"), content.brief(material(), "en")
    tables = [sum(isinstance(block, Table) for block in each.blocks) for each in (one, without)]
    assert tables[0] > tables[1]
    assert b"pdfuaid" in pdf.pdf(one)


TURNS = {  # effect and noise, and the words that must be there and must not
    "less": ((-0.35, 0.05), {"nl": "kleiner (", "en": "smaller ("}, {"nl": "onzeker:", "en": "uncertain:"}),
    "more": ((0.35, 0.05), {"nl": "groter (", "en": "larger ("}, {"nl": "kleiner (", "en": "smaller ("}),
    "uncertain": (
        (0.0, 0.2),
        {"nl": "kleiner of groter wordt, is onzeker", "en": "smaller or larger is uncertain"},
        {"nl": "kleiner (", "en": "smaller ("},
    ),
    "none": (
        (0.0, 0.0),
        {"nl": "tekort verandert niet", "en": "shortage does not change"},
        {"nl": "Dat het er", "en": "That there are"},
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("turn", TURNS)
def test_the_answer_turns_with_the_numbers(turn, lang):
    (effect, noise), there, absent = TURNS[turn]
    told = " ".join(said.answered(made(effect=effect, noise=noise), lang))
    assert there[lang] in told
    assert absent[lang] not in told


@pytest.mark.parametrize(
    ("effect", "noise", "name", "way"),
    [
        (-0.35, 0.05, "almost_sure", "fewer"),
        (0.35, 0.05, "almost_sure", "more"),
        (-0.1, 0.13, "likely", "fewer"),
    ],
)
def test_the_word_for_fewer_or_more_vacancies_is_that_of_its_chance(effect, noise, name, way):
    told = " ".join(said.answered(made(effect=effect, noise=noise), "en"))
    words = [word((one.low + one.high) / 2, "en") for one in SCALE if one.name == name]
    assert f"{way} is {words[0]}." in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_known_turns_too(lang):
    wide, narrow = said.unknown(made(effect=-0.05), lang)[0], said.unknown(made(effect=-0.9), lang)[0]
    assert wide != narrow
    assert ("groter" if lang == "nl" else "larger") in wide
    assert ("kleiner" if lang == "nl" else "smaller") in narrow
    ours = replace(answer(), sources=[SOURCE | {"measure": "i3", "grade": "C"}])
    assert said.unknown(answer(), lang)[2] != said.unknown(ours, lang)[2]
    fitted, assumed = (replace(made(), posterior=name) for name in ("x", ""))
    assert said.unknown(fitted, lang)[-1] != said.unknown(assumed, lang)[-1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_third_question_is_answered_by_the_cuts(lang):
    found = urgency.rank(), gaps.find().of("agenda")
    more, less, none = (
        said.questions(answer(), made("cuts", effect=size, noise=spread), *found, lang)[2].answer
        for size, spread in ((0.2, 0.01), (-0.2, 0.01), (0.0, 0.0))
    )
    assert len({more[1], less[1], none[1]}) == 3
    assert ("meer open" if lang == "nl" else "more technical") in more[1]
    assert len(none) == 2  # no chance of a sign where nothing changes
    asked = said.questions(answer(), made("cuts"), *found, lang)
    assert len(asked) == 4
    assert all(one.answer and one.asked.endswith("?") for one in asked)


def test_the_scale_has_no_gap_and_stands_on_the_page(briefs):
    assert [one.high for one in SCALE[:-1]] == [one.low for one in SCALE[1:]]
    assert (SCALE[0].low, SCALE[-1].high) == (0.0, 1.0)
    for lang, one in briefs.items():
        assert any(isinstance(b, Para) and scale(lang) in b.words for b in one.blocks)


@pytest.mark.parametrize(
    ("chance", "name"),
    [
        (0, "almost_never"),
        (0.05, "unlikely"),
        (0.34, "even"),
        (0.66, "even"),
        (0.67, "likely"),
        (0.9, "likely"),
        (0.901, "almost_sure"),
        (1, "almost_sure"),
    ],
)
def test_an_edge_gets_the_careful_word(chance, name):
    assert band(chance).name == name


@pytest.mark.parametrize("chance", [-0.1, 1.1, float("nan")])
def test_what_is_no_chance_has_no_word(chance):
    with pytest.raises(ValueError, match="no chance"):
        band(chance)


@pytest.mark.parametrize(("lang", "word_"), [("nl", "maatregel"), ("en", "measure")])
def test_sources_name_the_measures_by_their_number_in_the_table(lang, word_):
    """A reader has no use for ids; what a package asks not to do stands in no table and has no number."""
    one = answer().doses[0]
    doses = [
        one,
        one | {"measure": "m2-tightened", "avoided": True},
        one | {"measure": "e1", "title": TITLES},
    ]
    of = [
        SOURCE | {"measure": name, "grade": "A", "publisher": f"P{i}", "figure": f"f{i}"}
        for i, names in enumerate((("e1", "i3"), ("m2-tightened",)))
        for name in names
    ]
    brief = content.brief(material(replace(answer(), doses=doses, sources=of)), lang)
    tables = [block for block in brief.blocks if isinstance(block, Table)]
    (shown,) = [t.grid.cells for t in tables if t.grid.cells[0][0].startswith("1. ")]
    assert [line[0].split(". ")[0] for line in shown] == ["1", "2"]
    assert shown[1][0] == f"2. {TITLES[lang]}"
    items = [item for block in brief.blocks if isinstance(block, Points) for item in block.items]
    cited = [item.split("] ")[-1].split("]")[-1] for item in items if "[A]" in item]
    assert cited == [f": {word_} 1, 2", ""]


TITLES = {"nl": "Mbo", "en": "Mbo"}
