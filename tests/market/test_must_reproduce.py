"""Published findings that the mechanisms must give by themselves: no run, and no number tuned to the finding.

Each test names the figure, how far the model may be from it, and why. What the model does not reproduce is marked,
with what it gives and the cause.
"""

from __future__ import annotations

import numpy as np
import pytest
from streams_made import rules

from krapte import figures
from krapte.country import parameters, priors
from krapte.country.law import ruling
from krapte.engine.draws import Uniforms
from krapte.market import card, school, streams
from krapte.measures import library
from krapte.measures.schema import quantities
from market.schooling import NOTHING, TECHNIEK, P, pupils, shapes

FIGURES = figures.load()
UNIFORMS = Uniforms(1, 512)
LOW, HIGH = 0.1, 0.9
GERMANY = 0.21  # Dutch labour force over the German one, as in the basis of figure ip_ok_quota


def published(name: str) -> float:
    return FIGURES[name].value


def interval(values: np.ndarray) -> tuple[float, float, float]:
    low, middle, high = np.quantile(values, [LOW, 0.5, HIGH])
    return float(low), float(middle), float(high)


def drawn(slot: str) -> np.ndarray:
    (row,) = parameters.find(slot)
    return row.draw(UNIFORMS(slot))


def arrivals_changed(kept: float) -> np.ndarray:
    """Relative change of arrivals of knowledge migrants when part of a ruling of 30 % is kept, by draw."""
    fall = FIGURES["ip_30_net_drop"]
    drops = priors.quantile("pert", fall.value, fall.low, fall.high, UNIFORMS("migration.ruling_drop"))
    own = rules({"migration.ruling_kept": kept}).migration
    own = own._replace(ruling_drop=drops, ruling_elasticity=drawn("migration.ruling_elasticity"))
    return np.asarray(streams.knowledge(own)) - 1


def test_without_the_ruling_two_fifths_fewer_knowledge_migrants_come():
    """SEO 2024: -40 % (ip_30_abolish). Ours: net pay falls by 15-20 %, elasticity 1.6-2.7, together -33 %.

    Tolerance 10 points, and the published number inside what the ends of both give: it is one estimate without an
    interval, read in summaries only, and another evaluation (ip_30_dialogic) found a tenth of it.
    """
    _, middle, _ = interval(arrivals_changed(0.0))
    assert middle == pytest.approx(published("ip_30_abolish"), abs=0.10)
    fall, response = FIGURES["ip_30_net_drop"], FIGURES["ip_30_elast_nl"]
    most, least = ((1 - f) ** e - 1 for f, e in ((fall.high, response.high), (fall.low, response.low)))
    assert most < published("ip_30_abolish") < least


@pytest.mark.xfail(
    strict=True,
    reason="80 % interval -37 to -29 %, published -40 %: the published fall of net pay and the published "
    "elasticity together give less than the evaluation, of which only summaries were read",
)
def test_the_interval_without_the_ruling_holds_the_evaluation():
    low, _, high = interval(arrivals_changed(0.0))
    assert low <= published("ip_30_abolish") <= high


def test_a_ruling_of_30_20_and_10_per_cent_keeps_one_or_two_in_ten_away():
    """SEO 2024: -20 to -10 % (ip_30_3020). Three equal parts of five years: two thirds of the gain is kept.

    Tolerance: the median inside the published range, which the summaries of the report span.
    """
    full = ruling.timeline("ruling_share")[0].value
    _, middle, _ = interval(arrivals_changed(np.mean([0.3, 0.2, 0.1]) / full))
    range_ = FIGURES["ip_30_3020"]
    assert range_.low <= middle <= range_.high


def test_half_tuition_has_no_demonstrable_effect():
    """2018-2023: no demonstrable contribution to entry; it played a role for 3 % (eei_e2_bern_role, half_effect_2021).

    Tolerance: nought inside the 80 % interval of what half tuition does to the choice of techniek, and 90 % of draws
    below what people said played a role: stated reasons are an upper bound of an effect.
    """
    measure = library.load("e2")
    value = quantities(measure)["moves.0.value"].draw(UNIFORMS("e2.moves.0.value"))
    extra = quantities(measure)["additionality"]
    kept = extra.central if extra.shape == "fixed" else extra.draw(UNIFORMS("e2.additionality"))
    works = UNIFORMS("e2.no_effect") >= measure.no_effect.probability
    low, _, high = interval(np.where(works, value**kept - 1, 0.0))
    assert low <= 0 <= high
    assert high < published("eei_e2_bern_role") == published("half_effect_2021")
    assert {move.parameter for move in measure.moves} == {"school.field_shift[higher]"}  # entry itself stays


def permits(quota: float, applications: float) -> float:
    own = rules({"card.quota": quota, "card.applications": applications}).card
    return float(card.arrivals(own))


def test_the_design_of_a_scheme_decides_its_volume_and_not_its_quota():
    """German twins over 0.21: a rule on experience 304 visas (ip_de_exp_2024), on a job offer 26,000 (ip_de_wb_visa).

    Tolerance: the order of size. Under the first rule no quota brings more than hundreds, under the second the quota of
    the paper brings thousands. All sectors together, so upper bounds for techniek.
    """
    strict, easy = (GERMANY * published(name) for name in ("ip_de_exp_2024", "ip_de_wb_visa"))
    for quota in (1_000, 3_000, 10_000, 50_000 * GERMANY):
        assert permits(quota, strict) < 1_000
    assert permits(3_000, easy) == 3_000
    assert 2_000 < permits(50_000 * GERMANY, easy) < 10_000


def test_both_german_twins_have_their_chance_in_the_orange_card():
    """Tolerance: hundreds or none in 5-30 % of draws, thousands in most, and never the whole of the easy rule twice.

    Whether the Dutch rules work out as the one or as the other is not known; the prior must hold both.
    """
    measure = library.load("m1")
    works = UNIFORMS("m1.no_effect") >= measure.no_effect.probability
    extra = quantities(measure)["additionality"].draw(UNIFORMS("m1.additionality"))
    came = works * np.minimum(measure.dose.default * extra, drawn("card.applications"))
    assert 0.05 < np.mean(came < 1_000) < 0.30
    assert np.mean(came >= 2_000) > 0.5
    applications = drawn("card.applications")
    assert np.quantile(applications, 0.5) < GERMANY * published("ip_de_wb_visa")
    assert np.quantile(applications, 0.95) < 2 * GERMANY * published("ip_de_wb_visa")


@pytest.mark.parametrize("name", ["e4", "e6"])
def test_three_fifths_of_paid_training_is_done_anyway(name):
    """Hidalgo and others, a Dutch lottery of vouchers: deadweight 0.6 (eei_e4_voucher_dw); STAP users say the same.

    Tolerance 0.05 on the median, the finding inside the interval: two Dutch estimates agree.
    """
    extra = quantities(library.load(name))["additionality"]
    low, middle, high = interval(1 - extra.draw(UNIFORMS(f"{name}.additionality")))
    assert middle == pytest.approx(published("eei_e4_voucher_dw"), abs=0.05)
    assert low < published("eei_e4_voucher_dw") < high
    assert published("eei_e4_stap_addit") == pytest.approx(1 - published("eei_e4_voucher_dw"))


def test_coaching_lowers_first_year_dropout_by_at_most_what_the_trial_found():
    """CPB 224, a trial at one school: dropout in the first year 17 to 10 % (eei_e1_coach_ctrl, eei_e1_coach_treat).

    Tolerance: an upper bound. The strongest draw falls as in the trial (one point), no draw by more, the middle one
    by about half: elsewhere pupils differ and help exists already.
    """
    control, treated = published("eei_e1_coach_ctrl"), published("eei_e1_coach_treat")
    fell = []
    (row,) = parameters.find("school.coaching_effect")
    for effect in (row.low, row.central, row.high):
        own = pupils(coaching=[1.0, 0, 0, 0], coaching_effect=effect)
        chance = np.asarray(school.leave_chance(shapes(), own, NOTHING))[P["mbo4"], TECHNIEK]
        usual = np.asarray(school.leave_chance(shapes(), pupils(), NOTHING))[P["mbo4"], TECHNIEK]
        assert np.array_equal(chance[1:], usual[1:])  # the first year only
        fell.append(control * chance[0] / usual[0])
    least, middle, most = fell
    assert most == pytest.approx(treated, abs=0.01)
    assert control > least > middle > most >= treated - 0.001
    assert 0.3 < (control - middle) / (control - treated) < 0.7
