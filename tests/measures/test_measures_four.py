"""E1, I3 and P2, the package of four, and the cost blocks they needed."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from measure_texts import KNOWN, LEVER
from measures_four import NAMES, SLOTS, measure, near, package

from krapte.analysis import money, split
from krapte.country.axes import PILLARS
from krapte.figures import load as load_figures
from krapte.measures import FileError, effects, packages, reading
from krapte.measures.schema import quantities
from krapte.measures.yaml_tree import parse

YEARS = tuple(range(2025, 2041))
DRAWS = 400


def middle(key: str):
    """Everything at its middle: no withdrawal, no failure."""
    return np.full(2, 0.5)


def uniform(key: str):
    rng = np.random.default_rng(sum(ord(letter) * (place + 1) for place, letter in enumerate(key)))
    return rng.permutation((np.arange(DRAWS) + 0.5) / DRAWS)


def moved(made, numbers=uniform):
    """``[draw, year, slot]``: the sum of dose x amount, and of dose x log factor."""
    table = effects.effects(made, SLOTS, YEARS, numbers)
    return tuple(np.einsum("dym,dmp->dyp", table.dose, part) for part in (table.add, table.ln_factor))


@pytest.mark.parametrize("name", NAMES)
def test_every_number_has_a_reason_or_a_figure(name: str) -> None:
    made = measure(name)
    assert made.evidence or name == "e1-unfinanced"
    assert len(made.chain) >= 5
    for path, quantity in quantities(made).items():
        assert quantity.figures or quantity.why, path
        assert quantity.grade == "C", path


@pytest.mark.parametrize("name", NAMES)
def test_texts_are_short_sentences_in_both_languages(name: str) -> None:
    made = measure(name)
    texts = [made.explanation, made.no_effect.why, made.reversal.why]
    texts += [q.why for q in quantities(made).values() if q.why]
    texts += [part for one in made.evidence for part in (one.found, one.transfer)]
    for one in texts:
        for words in (one.nl, one.en):
            longest = max(len(sentence.split()) for sentence in words.replace(":", ".").split(". "))
            assert longest <= 27, words


@pytest.mark.parametrize(
    ("name", "path", "figure", "sign"),
    [
        ("e1", "cost.0.eur", "eei_e1_p_cost", 1),
        ("i3", "additionality", "eei_i3_p_addit", 1),
        ("i3", "cost.0.eur", "eei_i3_p_cost", 1),
        ("p2", "cost.0.eur", "pd.assume.p2.cost_intensive", 1),
        ("p2", "cost.0.partners.0.adds", "pd.assume.p2.private", 1),
        ("p2", "additionality", "pd.assume.p2.additional", 1),
        ("e1", "side_effects.0.value", "", 1),
    ],
)
def test_numbers_are_those_of_the_figures(name: str, path: str, figure: str, sign: int) -> None:
    quantity = quantities(measure(name))[path]
    if not figure:
        assert quantity.low is not None
        return
    found = load_figures()[figure]
    assert (quantity.low, quantity.central, quantity.high) == pytest.approx(
        (found.low, found.value, found.high)
    )


def test_e1_raises_the_weight_to_1_8_and_nothing_else_of_the_money() -> None:
    add, log = moved(packages.alone(measure("e1")), middle)
    at = SLOTS.index
    present = load_figures()["eei_e1_p_basew"].value
    assert add[0, -1, at("funding.price_factor")] == pytest.approx(1.8 - present, abs=0.015)
    assert add[0, YEARS.index(2026)].tolist() == [0] * len(SLOTS)
    assert np.count_nonzero(add[0, -1]) + np.count_nonzero(log[0, -1]) == 1
    table = effects.effects(packages.alone(measure("e1")), SLOTS, YEARS, middle)
    assert not table.set_on.any()


def test_cells_of_one_move_take_the_same_number_in_every_draw() -> None:
    _, log = moved(packages.alone(measure("e1-entry")))
    programs = [
        log[:, -1, SLOTS.index(f"school.dropout[{name}]")] for name in ("mbo2", "mbo3", "mbo4", "bbl")
    ]
    assert np.ptp(programs[0]) > 0.01
    for other in programs[1:]:
        np.testing.assert_array_equal(programs[0], other)
    assert not log[:, :, SLOTS.index("school.dropout[hbo]")].any()


def test_unfinanced_differs_from_financed_in_who_pays_alone() -> None:
    one, other = (packages.alone(measure(name)) for name in ("e1", "e1-unfinanced"))
    for a, b in zip(moved(one, middle), moved(other, middle), strict=True):
        np.testing.assert_array_equal(a, b)
    table = effects.effects(other, SLOTS, YEARS, middle)
    assert [SLOTS[slot] for slot in np.flatnonzero(table.set_on[0])] == ["funding.financed"]
    assert table.set_value[0, 0, SLOTS.index("funding.financed")] == 0
    assert measure("e1").cost
    assert measure("e1").payers == ("state",)
    assert not measure("e1-unfinanced").cost
    taken = next(one for one in measure("e1-unfinanced").side_effects if one.reading.startswith("money"))
    assert taken.value.central == measure("e1").cost[0].eur.central


def test_i3_brings_few_of_its_places_and_pays_for_all_that_are_carried_out() -> None:
    made = packages.alone(measure("i3"))
    add, _ = moved(made)
    places = add[:, YEARS.index(2035), SLOTS.index("lateral.places")]
    failed = float(np.mean(places == 0))
    assert 0.3 < failed < 0.6  # 20 % at once, and withdrawals by then
    assert np.median(places[places > 0]) == pytest.approx(10_000 * 0.67 * 0.31 * 0.65, rel=0.12)
    eur = {one.payer: one.eur[:, YEARS.index(2032)] for one in money.costs(made, YEARS, uniform, DRAWS)}
    total = sum(eur.values())
    paid = total > 0
    assert paid.mean() == pytest.approx(0.95**5, abs=0.03)
    assert np.median(total[paid]) == pytest.approx(10_000 * 0.67 * 15000, rel=0.15)
    for payer, of in (("employers", 0.6), ("state", 0.3), ("workers", 0.1)):
        assert np.median(eur[payer][paid] / total[paid]) == pytest.approx(of, abs=0.01)


def test_p2_guides_firms_and_draws_private_money_along() -> None:
    made = packages.alone(measure("p2"))
    add, _ = moved(made)
    firms = add[:, YEARS.index(2034), SLOTS.index("adoption.guided_firms")]
    assert np.median(firms[firms > 0]) == pytest.approx(300 * 0.69 * 0.68, rel=0.1)
    eur = {one.payer: one.eur[:, YEARS.index(2034)] for one in money.costs(made, YEARS, uniform, DRAWS)}
    on = eur["state"] > 0
    ratio = eur["employers"][on] / eur["state"][on]
    assert 1 < ratio.min() < ratio.max() < 4
    assert np.mean(ratio) == pytest.approx(2.5, abs=0.05)


@pytest.mark.parametrize("name", ["i3", "p2"])
def test_a_programme_comes_in_over_years_and_after_a_lag(name: str) -> None:
    add, _ = moved(packages.alone(measure(name)), middle)
    path = add[0].max(axis=1)
    assert path[YEARS.index(2027)] < 0.1 * path[-1]
    assert all(a <= b + 1e-9 for a, b in pairwise(path))
    assert 0 < path[YEARS.index(2029)] < path[YEARS.index(2032)]


def test_the_package_of_four_has_one_measure_per_pillar_and_says_that_it_is_not_the_paper() -> None:
    made = package()
    assert [(row.measure.id, row.dose, row.start) for row in made.rows] == [
        ("e1", 1, 2028), ("i3", 5000, 2028), ("p2", 600, 2028), ("m1", 3000, 2028)]  # fmt: skip
    assert split.pillars(made) == PILLARS
    assert len(split.coalitions(made)) == 16
    assert "four measures are not their answer" in made.explanation.en
    assert "vier maatregelen zijn niet hun antwoord" in made.explanation.nl


def test_no_measure_of_the_four_moves_what_another_moves() -> None:
    """Masks then make the coalitions: a pillar's doses at zero leave its parameters alone."""
    made = package()
    table = effects.effects(made, SLOTS, YEARS, middle)
    masked = split.mask(table, split.keep(made, frozenset({"education", "international"})))
    add = np.einsum("dym,dmp->dyp", masked.dose, masked.add)[0, -1]
    names = {name for name, value in zip(SLOTS, add, strict=True) if value}
    assert names == {"funding.price_factor", "card.quota"}
    whole = np.einsum("dym,dmp->dyp", table.dose, table.add)[0, -1]
    assert add[SLOTS.index("card.quota")] == near(whole[SLOTS.index("card.quota")])


def _eur(more: str = "", per: str = "unit") -> str:
    eur = "{central: 5, low: 4, high: 6, shape: pert, grade: C, unit: eur}"
    return f"{LEVER}cost:\n  - {{payer: state, per: {per}, price_year: 2024, eur: {eur}{more}}}\n"


SHARE = "{central: 0.4, low: 0.3, high: 0.6, shape: pert, grade: C, unit: share}"
BELOW = "{central: 1, low: -1, high: 2, shape: pert, grade: C, unit: ratio}"
GOOD = "{central: 1, low: 0.5, high: 2, shape: pert, grade: C, unit: ratio}"


@pytest.mark.parametrize(
    ("more", "per", "code", "field"),
    [
        ("", "dose", "cost_field_missing", "cost.0.per"),
        ("", "reading", "cost_field_missing", "cost.0.per"),
        (f", half: {GOOD}", "unit", "cost_field_not_used", "cost.0.half"),
        (", reading: funding_cost", "fixed", "cost_field_not_used", "cost.0.reading"),
        (", of: level", "unit", "cost_field_not_used", "cost.0.of"),
        (f", half: {BELOW}", "dose", "range_not_positive", "cost.0.half.low"),
        (", partners: [{payer: workers}]", "unit", "partner_needs_one", "cost.0.partners.0.payer"),
        (
            f", partners: [{{payer: workers, share: {SHARE}, adds: {GOOD}}}]",
            "unit",
            "partner_needs_one",
            "cost.0.partners.0.payer",
        ),
        (
            f", partners: [{{payer: workers, adds: {BELOW}}}]",
            "unit",
            "out_of_range",
            "cost.0.partners.0.adds.low",
        ),
        (
            f", partners: [{{payer: state, share: {SHARE}}}]",
            "unit",
            "payer_twice",
            "cost.0.partners.0.payer",
        ),
        (
            f", partners: [{{payer: eu, share: {SHARE}}}, {{payer: workers, share: {SHARE}}}]",
            "unit",
            "shares_above_one",
            "cost.0.partners",
        ),
    ],
)
def test_a_cost_that_cannot_be_is_refused_at_its_place(more: str, per: str, code: str, field: str) -> None:
    with pytest.raises(FileError) as error:
        reading.measure(parse(_eur(more, per).encode(), "lever.yaml"), KNOWN)
    (one,) = error.value.errors
    assert one.code == code
    assert one.where.endswith(f": {field}")


def test_a_good_cost_is_accepted_and_a_side_effect_may_count_per_dose() -> None:
    side = f"side_effects: [{{reading: trainers, per: PER, value: {GOOD}, unit: fte}}]\n"
    text = _eur(f", half: {GOOD}, partners: [{{payer: eu, share: {SHARE}}}]", "dose") + side
    made = reading.measure(parse(text.replace("PER", "dose").encode(), "lever.yaml"), KNOWN)
    assert made.cost[0].of == "difference"
    assert "lever.cost.0.partners.0.share" in effects.keys(made)
    with pytest.raises(FileError, match="unknown flow: found births"):
        reading.measure(parse(text.replace("PER", "births").encode(), "lever.yaml"), KNOWN)
