"""The laboratory: the same question gives the same answer, and measures do only what they say."""

from __future__ import annotations

import numpy as np
import pytest

import krapte
from krapte.analysis.laboratory import Laboratory, moved_parameters
from krapte.country.axes import GROUPS, TECHNIEK
from krapte.figures.errors import InputError
from krapte.learning import posterior
from krapte.measures import packages


def test_five_lines_to_a_result():
    lab = krapte.load(draws=8, to=2030)
    run = lab.run("m1")
    assert run.shortage().attrs["unit"] == "fte"
    assert run.vacancies().dims == ("variant", "draw", "year")
    assert run.tightness("total").sel(variant="package").shape == (8, 17)


def test_the_same_question_gives_the_same_hashes(answer):
    again = Laboratory(draws=40).run("m1")
    assert again.manifest == answer.manifest
    other = Laboratory(draws=40, seed=2).run("m1")
    assert other.manifest["content"]["vacancies"] != answer.manifest["content"]["vacancies"]


def test_zero_dose_equals_no_package_bit_for_bit(lab, answer):
    nothing = lab.run(packages.load("m1").with_doses({"m1": 0.0}))
    for name, array in nothing.results.items():
        one, other = array.sel(variant="baseline").values, array.sel(variant="package").values
        assert np.array_equal(one, other, equal_nan=one.dtype.kind == "f"), name
    empty = lab.run("none")
    assert np.array_equal(empty.results["vacancies"][0], empty.results["vacancies"][1])


def test_baseline_of_an_answer_is_the_baseline_alone(lab, answer):
    alone = Laboratory(draws=40).run()
    assert np.array_equal(alone.results["employed"][0], answer.results["employed"][0])


def test_splitting_a_dose_changes_nothing(lab, answer):
    package = packages.load("m1")
    row = package.rows[0]
    from dataclasses import replace

    halves = packages.build(
        replace(package, rows=(replace(row, dose=row.dose / 2), replace(row, dose=row.dose / 2)))
    )
    assert np.array_equal(lab.run(halves).results["employed"], answer.results["employed"])


def test_the_benchmark_moves_the_shortage_and_nothing_else(answer):
    """Lesson 9: another ruler leaves employed, unemployed and vacancies bit for bit."""
    other = Laboratory(draws=40, benchmark="56").run("m1")
    assert other.manifest["question"]["benchmark"] == "56"
    assert "--benchmark 56" in other.manifest["command"]
    for name in ("employed", "unemployed", "vacancies", "filled", "tightness", "flows"):
        assert np.array_equal(other.results[name], answer.results[name]), name
    late = {"group": "techniek", "year": 2030}
    assert float(other.results["shortage"].sel(late).mean()) > float(
        answer.results["shortage"].sel(late).mean()
    )


def krapte_slots():
    from krapte.country import parameters

    return parameters.slots()


def test_to_cuts_output_only(answer):
    short = Laboratory(draws=40, to=2030).run("m1")
    long = answer.results["vacancies"].sel(year=slice(None, 2030))
    assert np.array_equal(short.results["vacancies"], long)
    assert max(row["year"] for row in short.rows) == 2030


def test_quick_is_the_head_of_full(answer):
    quick = Laboratory(draws=16).run("m1")
    assert np.array_equal(quick.results["vacancies"], answer.results["vacancies"].isel(draw=slice(0, 16)))


def test_a_lever_works_from_its_start_and_not_before(answer):
    gap = answer.results["employed"].sel(group="techniek")
    gap = gap.sel(variant="package") - gap.sel(variant="baseline")
    assert np.all(gap.sel(year=slice(None, 2028)) == 0)
    assert float(gap.sel(year=2035).mean()) > 1000


def test_total_is_the_sum_of_the_groups(answer):
    vacancies = answer.results["vacancies"]
    technical = vacancies.sel(group=list(TECHNIEK)).sum("group")
    assert np.allclose(technical, vacancies.sel(group="techniek"), rtol=1e-14)
    parts = vacancies.sel(group=list(GROUPS)).sum("group")
    assert np.allclose(parts, vacancies.sel(group="total"), rtol=1e-14)


def test_beyond_the_verified_law_a_run_says_so(answer):
    """The pension age and the 30 % ruling in every run; the funding of schools when a measure moves it."""
    always = ["law_beyond_verified:aow_age:2031", "law_beyond_verified:ruling_months:2026"]
    assert answer.notes == always
    assert Laboratory(draws=1, to=2026).run().notes == []
    assert set(moved_parameters(packages.load("first-four"))) >= {"funding.price_factor", "card.quota"}


def test_scenarios_differ_and_targets_ask_for_more(answer):
    targets = Laboratory(draws=40, scenario="targets").run()
    late = {"group": "techniek", "year": 2030, "variant": "baseline"}
    assert float(targets.results["vacancies"].sel(late).mean()) > float(
        answer.results["vacancies"].sel(late).mean()
    )
    at = krapte_slots().index("tasks.realised[homes]")
    assert np.all(Laboratory(draws=4, scenario="targets").parameters()[:, at] == 1)


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ({"draws": 0}, "draws_out_of_range"),
        ({"draws": -5}, "draws_out_of_range"),
        ({"to": 2024}, "year_out_of_range"),
        ({"to": 2051}, "year_out_of_range"),
        ({"scenario": "boom"}, "unknown_scenario"),
        ({"benchmark": "90"}, "unknown_benchmark"),
    ],
)
def test_bad_questions(question, code):
    with pytest.raises(InputError) as error:
        Laboratory(**question)
    assert error.value.code == code


def test_an_unknown_package_names_what_there_is(lab):
    with pytest.raises(InputError) as error:
        lab.run("m11")
    assert error.value.code == "unknown_package"
    assert "m1" in error.value.expected


def test_progress_reaches_the_end(lab):
    heard = []
    Laboratory(draws=20).run("m1", lambda done, planned: heard.append((done, planned)))
    assert heard[-1] == (40, 40)
    assert [done for done, _ in heard] == sorted(done for done, _ in heard)


PACKAGE = "id: mine\ntitle: {nl: Mijn, en: Mine}\nexplanation: {nl: Klein., en: Small.}\nscenario: %s\nmeasures: []\n"


def test_a_package_s_scenario_is_kept_to(tmp_path):
    own = tmp_path / "mine.yaml"
    own.write_text(PACKAGE % "targets")
    with pytest.raises(InputError) as error:
        Laboratory(draws=1, to=2026).run(own)
    assert error.value.code == "scenario_conflict"
    assert Laboratory(draws=1, to=2026, scenario="targets").run(own).scenario == "targets"
    own.write_text(PACKAGE % "nonsense")
    with pytest.raises(InputError) as error:
        packages.load(own)
    assert error.value.code == "unknown_scenario"


def test_an_answer_tells_what_the_package_does(answer):
    (row,) = answer.doses
    assert (row["measure"], row["dose"], row["start"], row["no_effect"]) == ("m1", 3000.0, 2028, 0.1)


def test_a_broken_table_is_refused_before_anything_is_computed(monkeypatch):
    def broken():
        raise InputError("not_a_number", where="series/panel.csv:3: value", found="xyz")

    monkeypatch.setattr("krapte.figures.check", broken)
    with pytest.raises(InputError, match="panel"):
        Laboratory(draws=1)


@pytest.mark.parametrize("seed", [7, pytest.param(14, marks=pytest.mark.slow)])
def test_no_seed_breaks_an_invariant(seed):
    """Extreme draws clear, stay positive and conserve people; some seeds once did not."""
    results = Laboratory(draws=1000, seed=seed).run().results
    unemployed = results["unemployed"] / (results["unemployed"] + results["employed"])
    assert float(unemployed.sel(group=["techniek", "total"]).max()) < 0.5
    assert float(unemployed.max()) < 0.7  # a single group in the worst of 1,000 draws
    share = (results["vacancies"].sel(group="techniek") / results["vacancies"].sel(group="total")).sel(
        year=2030
    )
    assert 0.08 < float(share.quantile(0.1)) < float(share.quantile(0.9)) < 0.35


def test_the_anchor_year_is_published_in_every_draw(answer):
    at = answer.results.sel(variant="baseline", year=2024, group="total")
    assert np.allclose(at["vacancies"], 403_925, rtol=1e-3)
    assert np.allclose(at["employed"], 9_780_000, rtol=1e-3)


@pytest.fixture(scope="module")
def four():
    return Laboratory(draws=16, to=2036).run("first-four")


def test_the_split_of_four_pillars_adds_up_to_the_difference(four):
    """Sixteen coalitions on the same draws: means of the parts are the mean of the whole."""
    ratios = (
        2 * 15 + 8
    )  # two ways beside the split itself and their shared baseline, and the plan of three pillars
    assert four.runs == 16 * (16 + ratios)
    for reading in ("vacancies", "shortage", "capacity"):
        rows = {
            r["pillar"]: r
            for r in four.split
            if (r["year"], r["reading"], r["group"]) == (2035, reading, "techniek")
        }
        assert set(rows) == {"education", "inflow", "productivity", "international", "all"}
        parts = sum(r["mean"] for name, r in rows.items() if name != "all")
        assert parts == pytest.approx(rows["all"]["mean"], rel=1e-9, abs=1e-6)
        cube = four.results[reading].sel(group="techniek", year=2035)
        whole = float((cube.sel(variant="package") - cube.sel(variant="baseline")).mean())
        assert rows["all"]["mean"] == pytest.approx(whole, rel=1e-9)


def test_every_extra_technician_has_a_place_he_came_from(four):
    """Where the gain went: uses add up to what was brought in, sources to who works, nothing is left over."""
    rows = {
        (r["scope"], r["item"]): r["mean"] for r in four.gain if r["year"] == 2035 and r["unit"] != "per_100"
    }
    uses = ("vacancies_filled", "more_work", "unemployed", "replaced")
    assert sum(rows["techniek", name] for name in uses) == pytest.approx(rows["techniek", "extra"], abs=1e-6)
    assert rows["techniek", "unaccounted"] == 0
    assert rows["techniek", "extra"] > 1000


def test_costs_are_paid_from_the_start_and_have_payers(four):
    paid = {(r["measure"], r["payer"]): r["median"] for r in four.cost if r["year"] == 2034}
    assert paid["all", "public"] > 0
    assert paid["all", "private"] > 0
    assert all(r["median"] == 0 for r in four.cost if r["year"] < 2028)


def test_flows_of_techniek_explain_its_growth(four):
    """What came in less what went out is the change of technicians at work, year by year and draw by draw."""
    part = four.results.sel(variant="package", year=slice(2026, None))
    net = (part["into_techniek"] - part["out_of_techniek"]).sum("flow")
    growth = four.results["employed"].sel(variant="package", group="techniek").diff("year")
    assert np.allclose(net, growth.sel(year=part["year"]), atol=1e-3)


def test_without_a_split_only_two_variants_run():
    made = Laboratory(draws=8, to=2030).run("first-four", split=False)
    assert made.runs == 16
    assert made.split == []
    assert made.cost


def test_with_and_without_history_an_answer_has_one_structure(answer):
    unfitted = Laboratory(draws=16, prior=True).run("m1")
    assert answer.posterior == posterior.load().name
    assert unfitted.posterior == ""
    assert (answer.manifest["question"]["prior"], unfitted.manifest["question"]["prior"]) == (False, True)
    assert unfitted.manifest["command"].endswith(" --prior")
    assert set(unfitted.results) == set(answer.results)

    def keys(rows):
        return [(r["year"], r["group"], r["reading"], r["variant"], r["unit"]) for r in rows]

    assert keys(unfitted.rows) == keys(answer.rows)
    assert not np.array_equal(
        unfitted.results["vacancies"], answer.results["vacancies"].isel(draw=slice(0, 16))
    )
