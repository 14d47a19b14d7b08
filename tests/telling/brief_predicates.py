"""When each text of the catalogue may stand in a brief, told from the rows alone."""

from __future__ import annotations

from brief_cases import YEAR
from made import PILLARS

from krapte.analysis import urgency
from krapte.telling import pick


def row(of, reading, variant="difference"):
    return pick.row(of, reading, variant, YEAR)


def turn(r):
    """What the 80 % interval of a difference says."""
    if r["low"] == r["high"] == 0:
        return "none"
    return "uncertain" if r["low"] <= 0 <= r["high"] else "less" if r["median"] < 0 else "more"


def lead(case):
    return turn(row(case.material.answer, "vacancies"))


def cuts(case):
    return turn(row(case.material.cuts, "vacancies"))


def paid(case):
    """What the cost of the whole says: nothing known, nothing, uncertain, saves or costs."""
    of = [r for r in case.material.answer.cost if (r["measure"], r["payer"]) == ("all", "all")]
    if not of:
        return "unknown"
    low, high = of[0]["low"], of[0]["high"]
    return "none" if low == high == 0 else "unsure" if low <= 0 <= high else "saves" if high < 0 else "costs"


def has_payer(case, name):
    return any((r["measure"], r["payer"]) == ("all", name) for r in case.material.answer.cost)


def prices(case):
    return {year for r in case.material.answer.cost for year in r["price_year"].split("-")}


def parts(case):
    """Pillars by mean in the year of the headline, largest effect first, and the whole."""
    rows = [r for r in case.material.answer.split if r["year"] == YEAR and r["reading"] == "vacancies"]
    of = [r for r in rows if r["pillar"] in (*PILLARS, "productivity") and r["share"] is not None]
    return sorted(of, key=lambda r: r["mean"]), next((r for r in rows if r["pillar"] == "all"), None)


def sure_which(case):
    """Whether the largest pillar is beyond the mean of the next at its own bound."""
    of, _ = parts(case)
    sign = 1 if row(case.material.answer, "vacancies")["median"] > 0 else -1
    first, second = sorted(of, key=lambda r: -sign * r["mean"])[:2]
    return min(sign * first["low"], sign * first["high"]) >= max(sign * second["mean"], 0)


def split_turn(case):
    """What may be said of the split: nothing told, nothing changes, unsure, alone, most or unsure which."""
    of, all_of = parts(case)
    if all_of is None:
        return "absent"
    if all_of["low"] == all_of["high"] == 0:
        return "none"
    if all_of["low"] <= 0 <= all_of["high"]:
        return "unsure"
    return "alone" if len(of) == 1 else "most" if sure_which(case) else "which"


def bar(case):
    """What may be said of the bar, which has all four pillars."""
    _, all_of = parts(case)
    if all_of is None:
        return "absent"
    if all_of["low"] == all_of["high"] == 0:
        return "none"
    if all_of["low"] <= 0 <= all_of["high"]:
        return "unsure"
    return "wider" if all_of["mean"] > 0 else "most" if split_turn(case) in ("alone", "most") else "which"


def idle(case):
    return sum(one["no_effect"] for one in case.material.answer.doses if not one["avoided"])


def grades(case):
    return [one["grade"] for one in case.material.answer.sources]


def wide(case):
    base, more = (row(case.material.answer, "vacancies", name) for name in ("baseline", "difference"))
    return base["high"] - base["low"] > abs(more["median"])


def asked(case):
    return {one.verdict for one in case.material.urgency.standings if one.group in urgency.ASKED}


def cells(case, state):
    return sum(cell.state == state for action in case.material.gaps.actions for cell in action.cells)


def seen(case):
    return cells(case, "present") + cells(case, "missing") > 0


def other(case):
    """The world beside the cuts."""
    of = case.material.cuts
    return turn(row(of, "vacancies", "beside")) if of.beside else "absent"


def mine(case):
    of = case.material.answer
    return of.package != "paper" or any(not one["paper"] for one in of.doses)


def report(case):
    return case.material.report


def moved_most(case):
    return sum(one.by_data for one in case.moved.values()) * 2 >= len(case.moved)


def fitted(case):
    return case.material.answer.posterior != ""


PREDICATES = {
    "headline.package": lambda c: True,
    **{f"headline.{way}": lambda c, way=way: lead(c) == way for way in ("less", "more", "uncertain")},
    "headline.no_effect": lambda c: lead(c) == "none",
    **{f"finding.{way}.vacancies": lambda c, way=way: lead(c) == way for way in ("less", "more")},
    "finding.uncertain": lambda c: lead(c) == "uncertain",
    "finding.no_effect": lambda c: lead(c) == "none",
    "headline.nothing": lambda c: split_turn(c) == "absent",
    "headline.runs_less": lambda c: _signed(c, -1) and c.material.answer.draws > 1,
    "headline.runs_more": lambda c: _signed(c, 1) and c.material.answer.draws > 1,
    "brief.likely.less": lambda c: _signed(c, -1),
    "brief.likely.more": lambda c: _signed(c, 1),
    **{
        f"brief.shortage.{way}": lambda c, way=way: turn(row(c.material.answer, "shortage")) == way
        for way in ("less", "more", "uncertain", "none")
    },
    **{
        f"brief.vacancies.{way}": lambda c, way=way: cuts(c) == way
        for way in ("less", "more", "uncertain", "none")
    },
    "brief.same_sign": lambda c: cuts(c) != "none",
    "headline.runs": lambda c: cuts(c) != "none",
    "cost.finding": lambda c: paid(c) == "costs",
    "cost.saving": lambda c: paid(c) == "saves",
    "cost.uncertain": lambda c: paid(c) == "unsure",
    "cost.none_in_year": lambda c: paid(c) == "none",
    "cost.nothing": lambda c: paid(c) == "unknown",
    "cost.of_public": lambda c: paid(c) == "costs" and has_payer(c, "public"),
    "cost.of_private": lambda c: paid(c) == "costs" and has_payer(c, "private"),
    "cost.prices_of": lambda c: len(prices(c)) == 1,
    "cost.prices_mixed": lambda c: len(prices(c)) > 1,
    "cost.paid_anyway": lambda c: bool(prices(c)),
    "split.most": lambda c: split_turn(c) == "most",
    "split.unsure_which": lambda c: split_turn(c) == "which",
    "split.alone": lambda c: split_turn(c) == "alone",
    "split.uncertain": lambda c: split_turn(c) == "unsure",
    "split.no_effect": lambda c: split_turn(c) == "none",
    "brief.shares": lambda c: split_turn(c) != "absent" and bool(parts(c)[0]),
    "split.find.most": lambda c: bar(c) == "most",
    "split.find.which": lambda c: bar(c) == "which",
    "split.find.uncertain": lambda c: bar(c) == "unsure",
    "split.find.nothing": lambda c: bar(c) == "none",
    "split.find.wider": lambda c: bar(c) == "wider",
    "brief.means": lambda c: bar(c) != "absent",
    "brief.unknown.wider": wide,
    "brief.unknown.narrower": lambda c: not wide(c),
    "brief.unknown.idle": lambda c: idle(c) > 0,
    "brief.unknown.ours_most": lambda c: 2 * grades(c).count("C") > len(grades(c)),
    "brief.unknown.ours_some": lambda c: 0 < len(grades(c)) >= 2 * grades(c).count("C"),
    "brief.unknown.priors": lambda c: not fitted(c),
    "brief.unknown.fitted": lambda c: fitted(c) and not moved_most(c),
    "brief.unknown.fitted_most": lambda c: fitted(c) and moved_most(c),
    "brief.posterior": fitted,
    "table.prior": lambda c: not fitted(c) or bool(c.material.agenda and c.material.agenda.prior),
    "brief.measures.ours": lambda c: not mine(c),
    "brief.measures.own": mine,
    "brief.more_sources": lambda c: len({one["publisher"] for one in c.material.answer.sources}) > 14,
    "worlds.beside.sure": lambda c: other(c) in ("less", "more"),
    "worlds.beside.uncertain": lambda c: other(c) == "uncertain",
    "worlds.beside.zero": lambda c: other(c) == "none",
    "urgency.said.alike": lambda c: len(asked(c)) == 1,
    "urgency.said.unlike": lambda c: len(asked(c)) > 1,
    **{
        f"urgency.said.{one}": lambda c, one=one: one in asked(c)
        for one in ("high", "middle", "low", "mixed")
    },
    "urgency.said.also": lambda c: any(
        one.verdict == "high" and one.group not in urgency.ASKED for one in c.material.urgency.standings
    ),
    "gaps.said.agenda.unseen": lambda c: not seen(c),
    "gaps.said.untold": lambda c: not seen(c),
    "gaps.said.present": seen,
    "gaps.said.missing": lambda c: cells(c, "missing") > 0,
    "gaps.said.rest": seen,
    "agenda.said.holds": lambda c: report(c) is not None,
    "agenda.said.wrong": lambda c: report(c) is not None and bool(report(c).wrong),
    "agenda.said.good": lambda c: _good(c, True),
    "agenda.said.good_no_means": lambda c: _good(c, False),
    "agenda.said.open": lambda c: report(c) is not None and bool(report(c).open),
    "agenda.said.closed": lambda c: report(c) is not None and not report(c).open,
    "agenda.note": lambda c: report(c) is not None,
    "note.law_beyond_verified": lambda c: bool(c.material.answer.notes),
}
EXPLAINS = {  # how to read a number, letter or chart; these state nothing of the answer
    "brief.again",
    "brief.cuts",
    "brief.interval",
    "brief.letter.A",
    "brief.letter.B",
    "brief.letter.C",
    "brief.measures.note",
    "brief.path.alt",
    "brief.path.key",
    "brief.readings.note",
    "cost.sums",
    "likelihood.scale",
    "split.alt",
    "summary.made_with",
}
ALWAYS = {"headline.package"}


def _signed(case, sign):
    """Whether a sign of the difference may be told."""
    r = row(case.material.answer, "vacancies")
    return turn(r) != "none" and (r["median"] < 0) == (sign < 0)


def _good(case, means):
    return report(case) is not None and not report(case).wrong and bool(case.material.agenda.means) is means
