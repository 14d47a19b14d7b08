"""Claims on one ruler: every claim is there, verdicts follow their rules, bad tables are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from krapte import figures
from krapte.analysis import claims
from krapte.analysis.claims import Claim
from krapte.figures.errors import InputError

HEAD = "claim,of,who,date,kind,gross,called,reading,value,rule,against,verdict"
LINE = "claim,line,part,sum,unit"
OPEN = "lm_uwv_vac_tech_2022q1_new"  # 81,600
PAPER = (  # the list of claims of fact, the permit as three, and what is also said
    *("intake", "cuts", "programmes", "gains", "abroad", "permit_heavy", "permit_slow", "permit_seldom"),
    *("neighbours", "welfare", "threshold", "tightest", "tasks", "together", "location", "innovation"),
)


@pytest.fixture(scope="module")
def shipped() -> dict[str, Claim]:
    return {claim.id: claim for claim in claims.read()}


def made(folder: Path, monkeypatch: pytest.MonkeyPatch, row: str, *lines: str) -> Claim:
    """One claim by itself: a table that need not hold every claim among the figures."""
    (folder / claims.CLAIMS).write_text(f"{HEAD}\n{row}\n", encoding="utf-8")
    (folder / claims.LINES).write_text("\n".join((LINE, *lines)) + "\n", encoding="utf-8")
    monkeypatch.setattr(claims, "_all_there", lambda found: None)
    return claims.read(folder)[0]


def row(rule: str, against: str, **cells: str) -> str:
    own = {"kind": "stock", "called": "open", "reading": "open", "value": "lm_claim_actieplan", "verdict": ""}
    own |= {"date": ""} | cells
    cells_of = [own[name] for name in ("called", "reading", "value")]
    return ",".join(
        ["x", "figures", "us", own["date"], own["kind"], "gross", *cells_of, rule, against, own["verdict"]]
    )


def test_every_claim_of_the_paper_is_there(shipped: dict[str, Claim]) -> None:
    assert [claim.id for claim in shipped.values() if claim.of == "paper"] == list(PAPER)


def test_every_claim_among_the_figures_is_there_once(shipped: dict[str, Claim]) -> None:
    marked = [f.figure_id for f in figures.load() if f.dims.get("claim") == "y"]
    assert len(marked) > 30
    used = [
        name for claim in shipped.values() if claim.of == "figures" and claim.said for name in claim.said.ids
    ]
    assert sorted(used) == sorted(marked)


def test_a_figure_that_is_a_claim_may_not_be_left_out(tmp_path: Path) -> None:
    (tmp_path / claims.CLAIMS).write_text(f"{HEAD}\n{row('near', OPEN)}\n", encoding="utf-8")
    (tmp_path / claims.LINES).write_text(f"{LINE}\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        claims.read(tmp_path)
    assert caught.value.code == "claims_missing"
    assert "lm_claim_seo_jobs" in caught.value.found


def test_a_sum_over_years_is_a_flow_per_year_on_the_ruler(shipped: dict[str, Claim]) -> None:
    eib = shipped["eib_2025"]
    assert eib.said is not None
    assert eib.ruler is not None
    assert (eib.said.value, eib.years, eib.ruler.value, eib.on_ruler) == (75_000, 4, 18_750, "flow")
    stock = shipped["actieplan"]
    assert stock.ruler == stock.said
    assert (stock.years, stock.on_ruler) == (1, "stock")


def test_verdicts(shipped: dict[str, Claim]) -> None:
    told = {claim.id: claim.verdict for claim in shipped.values() if claim.rule not in ("coming", "judged")}
    assert {name: told[name] for name in PAPER if name in told} == {
        "intake": "part",
        "permit_seldom": "fails",
        "welfare": "holds",
        "tightest": "part",
    }
    assert sorted(name for name, verdict in told.items() if verdict == "part" and name not in PAPER) == [
        "actieplan",
        "bovag_top_2023",
        "oomt_vac_2016",
        "seo_vac_mbo23_2021",
        "tn_shortage_2021",
    ]


def test_a_verdict_rests_on_named_figures_of_before_2025(shipped: dict[str, Claim]) -> None:
    for claim in shipped.values():
        if claim.verdict != "unchecked" and claim.rule != "tight":
            assert all(part.figures for part in claim.against), claim.id
            assert claim.grade in "ABC"
        for figure in (figure for part in claim.against for figure in part.figures):
            assert figure.period[:4] < "2025" or figure.grade == "C" or figure.unit == "eur_per_year"


def test_what_follows_is_reckoned_from_figures(shipped: dict[str, Claim]) -> None:
    book = figures.load()
    lines = {(claim.id, told.id): told.sum for claim in shipped.values() for told in claim.lines}
    share, new = book["lm_filled_abroad_share"].value, book["lm_vacnew_brc07_total_2022e"]
    found = lines["abroad", "all"]
    assert new.low is not None
    assert (found.value, found.low) == (pytest.approx(share * new.value), pytest.approx(share * new.low))
    assert found.grade == "C"
    parts = [lines["aanvalsplan", name].value for name in ("inflow", "prod", "abroad")]
    assert sum(parts) == pytest.approx(1)
    assert [round(100 * part) for part in parts] == [42, 42, 17]
    firms = lines["gains", "firms"]
    assert firms.value == pytest.approx(25_000 / 50 / 0.3)
    assert firms.slots == ("adoption.firm_workers",)


@pytest.mark.parametrize(
    ("called", "against", "verdict"),
    [
        ("open", OPEN, "holds"),  # 86,250 is within 10 % of 81,600
        ("short", OPEN, "part"),  # but open vacancies are no shortage
        ("open", "lm_uwv_vac_tech_lvl2_2022q1", "part"),  # 50,000: within a factor of two
        ("open", "lm_uwv_vac_tech_2016q1_new", "fails"),  # 29,200
    ],
)
def test_near(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, called: str, against: str, verdict: str
) -> None:
    assert made(tmp_path, monkeypatch, row("near", against, called=called)).verdict == verdict


def test_inside_a_published_range_is_near(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = made(
        tmp_path, monkeypatch, row("near", "lm_vacnew_brc07_total_2022e", value="lm_vacnew_brc03_2022")
    )
    assert found.verdict == "holds"


@pytest.mark.parametrize(
    ("rule", "against", "verdict"),
    [
        ("whole", OPEN, "unchecked"),
        ("whole", "lm_uwv_vac_tech_lvl2_2022q1", "fails"),
        ("falls", "in_mbotech_2009 | in_mbotech_2023", "holds"),
        ("falls", "in_hbotech_2013 | in_hbotech_2019", "fails"),
        ("exceeds", f"{OPEN} | lm_uwv_vac_tech_2016q1_new", "holds"),
        ("exceeds", f"{OPEN} | lm_uwv_vac_tech_2023q4_new", "part"),
        ("exceeds", f"lm_uwv_vac_tech_2016q1_new | {OPEN}", "fails"),
        ("below_half", "ip_twv_refused_2018", "holds"),
        ("below_half", "ip_twv_refused_2018 | ip_twv_in5w_2018", "part"),
    ],
)
def test_rules(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rule: str, against: str, verdict: str
) -> None:
    assert made(tmp_path, monkeypatch, row(rule, against)).verdict == verdict


@pytest.mark.parametrize(
    ("line", "code", "where"),
    [
        (row("guess", OPEN), "not_one_of", "claims.csv:2: rule"),
        (row("near", OPEN, kind="heap"), "not_one_of", "claims.csv:2: kind"),
        (row("near", OPEN, kind="sum"), "claims_no_years", "claims.csv:2: kind"),
        (row("near", ""), "claims_against", "claims.csv:2: against"),
        (row("near", f"{OPEN} | {OPEN}"), "claims_against", "claims.csv:2: against"),
        (row("falls", OPEN), "claims_against", "claims.csv:2: against"),
        (row("near", "lm_no_such"), "unknown_figure", "claims.csv:2: against"),
        (row("near", f"{OPEN} *"), "claims_bad_sum", "claims.csv:2: against"),
        (row("near", f"{OPEN} * param:no.such"), "unknown_parameter", "claims.csv:2: against"),
        (row("near", "lm_emp_brc07_2025q4"), "claims_date_too_late", "claims.csv:2: against"),
        (row("near", OPEN, verdict="holds"), "claims_verdict_by_rule", "claims.csv:2: verdict"),
        (row("judged", OPEN, verdict="maybe"), "not_one_of", "claims.csv:2: verdict"),
        (row("judged", "", verdict="holds"), "claims_against", "claims.csv:2: against"),
        (row("coming", ""), "claims_not_coming", "claims.csv:2: rule"),
    ],
)
def test_a_row_that_cannot_be_right_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, code: str, where: str
) -> None:
    with pytest.raises(InputError) as caught:
        made(tmp_path, monkeypatch, line)
    assert (caught.value.code, caught.value.where) == (code, where)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("y,a,beside,claim,share", "not_one_of"),
        ("x,a,behind,claim,share", "not_one_of"),
        ("x,a,beside,claim / lm_no_such,share", "unknown_figure"),
        ("x,a,beside,claim 2 claim,share", "claims_bad_sum"),
    ],
)
def test_a_line_that_cannot_be_right_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str, code: str
) -> None:
    with pytest.raises(InputError) as caught:
        made(tmp_path, monkeypatch, row("near", OPEN), line)
    assert caught.value.code == code
    assert caught.value.where.startswith("claims_lines.csv:2: ")
