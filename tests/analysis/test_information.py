"""The worth of knowing: groups of inputs, candidates at one budget, and limits that hold whatever is drawn."""

from __future__ import annotations

import numpy as np
import pytest
import xarray as xr

from krapte.analysis import decision, information, knowing, replay
from krapte.analysis.runs import Runs
from krapte.engine import store
from krapte.figures.errors import InputError
from krapte.measures import packages
from krapte.telling import chart_knowing, knowing_export, knowing_table

DRAWS, TO, BUDGET = 56, 2030, 1e8
OF = ("vacancies", 2028)


@pytest.fixture(scope="module")
def few() -> Runs:
    return Runs("moderate", DRAWS, 1, TO, "own")


@pytest.fixture(scope="module")
def some():
    return [packages.load(name) for name in ("m1", "e6", "p2")]


@pytest.fixture(scope="module")
def answer(few, some):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decision, "candidates", lambda also=None: some)
        patch.setattr(knowing, "BOOTSTRAPS", 8)
        return information.worth(few, BUDGET)


def made(worth: np.ndarray, names=("none", "some")) -> xr.DataArray:
    return xr.DataArray(worth, dims=("package", "draw"), coords={"package": list(names)}, attrs={"unit": "x"})


def group(values: np.ndarray, grade: str = "C") -> information.Group:
    return information.Group(kind="market", values=values, grades=[grade] * values.shape[1])


def test_worth_is_ordered_and_priced_at_the_margin(monkeypatch) -> None:
    monkeypatch.setattr(knowing, "BOOTSTRAPS", 8)
    known = np.random.default_rng(3).standard_normal((600, 3))
    choice = made(np.stack([np.zeros(600), 0.3 + 2 * known[:, 0] + known[:, 1]]))
    of = {"small": group(known[:, [1]], "B"), "large": group(known[:, [0]]), "nothing": group(known[:, [2]])}
    rows = information.weighed(choice, of, 1000.0, 1)
    assert [row["group"] for row in rows[:3]] == ["all", "large", "small"]
    whole = rows[0]
    for row in rows[1:]:
        assert whole["known"] >= row["known"] >= (row["study"] or 0.0) >= 0
        assert row["known_eur"] == pytest.approx(1000 * row["known"])
    assert whole["judged"] == pytest.approx(2 / 3)
    assert (rows[1]["other"], rows[1]["judged"]) == ("none", 1.0)
    assert 0.3 < rows[1]["changes"] < 0.6
    assert rows[3]["known"] < 0.05
    without = information.weighed(choice, of, None, 1)
    assert {row["known_eur"] for row in without} == {None}
    assert [row["known"] for row in without] == [row["known"] for row in rows]


def test_groups_are_parts_of_the_market_and_measures_of_candidates(few, some) -> None:
    found = information.groups(few, some)
    assert {"meeting", "switching", "demand", "m1", "e6", "p2"} <= set(found)
    assert {found[name]["kind"] for name in ("m1", "e6", "p2")} == {"measure"}
    for one in found.values():
        assert one["values"].shape == (DRAWS, len(one["grades"]))
        assert np.all(np.ptp(one["values"], axis=0) > 0)
    slots = [slot for slot, values in few.by_slot.items() if np.ptp(values) > 0]
    market = sum(len(one["grades"]) for one in found.values() if one["kind"] == "market")
    assert market == len(slots)


def test_candidates_cost_the_budget_or_go_as_far_as_they_can(answer, some) -> None:
    room = {one.id: max(top for _, top in decision.proportions.room(one).values()) for one in some}
    assert {row["package"] for row in answer.candidates} == set(room)
    for row in answer.candidates:
        most = room[row["package"]]
        assert row["factor"] <= most
        assert row["eur"] == pytest.approx(BUDGET, rel=0.03) or (
            row["factor"] == most and row["eur"] < BUDGET
        )
        assert row["low"] <= row["brings"] <= row["high"]
    assert max(row["brings"] for row in answer.candidates) > 0


def test_doses_stay_within_what_makes_sense() -> None:
    paper = packages.load("paper")
    for factor in (0.01, 5.0):
        scaled = decision.at(paper, factor)
        for row in scaled.rows:
            assert row.measure.dose.low <= row.dose <= row.measure.dose.high
    assert len(decision.candidates()) > 20


def test_all_candidates_are_judged_over_the_same_years(answer, some) -> None:
    assert decision.opening(some) == answer.years[0] == min(row.start for one in some for row in one.rows) + 1
    late = decision.replace(some[0], rows=tuple(decision.replace(row, start=2029) for row in some[0].rows))
    assert decision.opening([some[0], late]) == decision.opening([some[0]]) < decision.opening([late])


def test_marginal_cost_is_of_a_step_in_doses(few, some) -> None:
    chosen = decision.tried(few, some[1], 1.0, OF)
    more = decision.tried(few, some[1], 1.1, OF)
    expected = (more.eur - chosen.eur) / (more.brings.mean() - chosen.brings.mean())
    assert decision.marginal(few, chosen, some[1], OF) == pytest.approx(expected)
    last = decision.tried(few, some[1], 10.0, OF)  # at the largest dose: a step back
    assert decision.marginal(few, decision.Candidate(last.package, 10 / 3, *_of(last)), some[1], OF)


def _of(one):
    return one.eur, one.brings


def test_bad_questions_are_refused(few, some) -> None:
    with pytest.raises(InputError) as error:
        decision.at_budget(few, BUDGET, "tightness", lambda: None, some)
    assert error.value.code == "not_one_of"
    with pytest.raises(InputError) as error:
        decision.at_budget(few, BUDGET, "vacancies", lambda: None, some[:1])
    assert error.value.code == "nothing_to_choose"
    with pytest.raises(InputError) as error:
        information.worth(Runs("moderate", 8, 1, TO, "own"), BUDGET)
    assert error.value.code == "draws_out_of_range"


def test_the_answer_holds_what_its_title_says(answer) -> None:
    assert answer.chosen == max(answer.candidates, key=lambda row: row["brings"])["package"]
    assert sum(row["best"] for row in answer.candidates) == pytest.approx(1)
    assert answer.rows[0]["group"] == "all"
    whole = answer.rows[0]["known"]
    for row in answer.rows[1:]:
        assert whole >= row["known"] >= (row["study"] or 0) >= 0
    assert answer.results["brings"].sizes == {"package": 3, "draw": DRAWS}
    assert answer.manifest["command"].startswith(
        "krapte worth-of-knowing --budget 100000000 --reading vacancies"
    )


@pytest.mark.slow
def test_it_is_made_again_from_its_folder(answer, some, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(decision, "candidates", lambda also=None: some)
    monkeypatch.setattr(knowing, "BOOTSTRAPS", 2)  # errors are in no array
    store.write(tmp_path / "it", {}, answer.results, answer.manifest, replace=False)
    assert replay.replay(tmp_path / "it").equal


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_is_told_in_both_languages_with_files(answer, lang) -> None:
    shown = knowing_table.grid(answer, lang)
    assert len(shown.heads) == len(shown.cells[0]) == 7
    assert shown.cells[0][0] == {"nl": "Alles samen", "en": "Everything together"}[lang]
    assert any("(C)" in line for line in knowing_table.notes(answer, lang))
    assert len(knowing_table.candidates(answer, lang).cells) == 3
    picture = chart_knowing.chart(answer, lang)
    assert f'lang="{lang}"' in picture
    assert knowing_table.finding(answer, lang) in picture.replace("&amp;", "&")
    files = knowing_export.files(answer)
    assert set(files) == {"worth.csv", "candidates.csv", "worth.nl.svg", "worth.en.svg"}
    assert (
        files["worth.csv"].decode().splitlines()[0].startswith("group,kind,inputs,judged,known,known_error")
    )
    assert len(files["worth.csv"].decode().splitlines()) == len(answer.rows) + 1


ALSO = """id: {name}
title: {{nl: Gekozen, en: Chosen}}
explanation: {{nl: Voor een proef., en: For a test.}}
measures:
  - measure: {measure}
    dose: {dose}
    start: 2028
"""


def test_a_package_file_is_a_candidate_too(few):
    (first, *others) = decision.candidates(
        {"chosen.yaml": ALSO.format(name="chosen", measure="p2", dose=700)}
    )
    assert (first.id, first.rows[0].dose) == ("chosen", 700)
    assert [one.id for one in others] == [one.id for one in decision.candidates()]


@pytest.mark.parametrize(
    ("name", "measure", "code"), [("paper", "p2", "duplicate_id"), ("mine", "x6", "measure_without_cost")]
)
def test_a_file_that_cannot_be_a_candidate_is_refused_by_name(name, measure, code):
    with pytest.raises(InputError) as caught:
        decision.candidates({"mine.yaml": ALSO.format(name=name, measure=measure, dose=1)})
    assert (caught.value.code, caught.value.where) == (code, "--also mine.yaml")


def test_what_was_beside_is_weighed_and_replayed(few, some, tmp_path):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(knowing, "BOOTSTRAPS", 4)
        patch.setattr(decision, "TRIES", 1)
        patch.setattr(decision.packages, "ids", lambda: ())
        patch.setattr(decision, "PAPER", "m1")
        also = {"chosen.yaml": ALSO.format(name="chosen", measure="p2", dose=700)}
        worth = information.worth(few, BUDGET, also=also)
        assert {row["package"] for row in worth.candidates} == {"chosen", "m1"}
        assert worth.manifest["question"]["also"] == also
        assert "--also chosen.yaml" in worth.manifest["command"]
        store.write(tmp_path / "out", {}, worth.results, worth.manifest, replace=False)
        assert replay.replay(tmp_path / "out").equal
