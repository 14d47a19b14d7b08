"""Where published stocks come from and how far the free run is from them: bridges, margins and the anchor of 2024."""

from __future__ import annotations

import numpy as np

from krapte import figures
from krapte.analysis.validation_lines import QUANTILES, Block, Floats, Line, Series, line
from krapte.analysis.validation_runs import Run
from krapte.analysis.validation_work import NAMED
from krapte.country import base, occupations, published
from krapte.country.axes import ANCHOR_YEAR, FIRST_YEAR, GROUPS, STATES, TECHNIEK
from krapte.country.occupations import BRC, BREAK_YEAR, ISCO
from krapte.market.account import NAMES
from krapte.words.formats import number

AT = ANCHOR_YEAR - FIRST_YEAR - 1  # the step that ends at the anchor
ANCHOR = NAMES.index("anchor")
LABOUR = slice(0, len(STATES) - 1)
OLD_SURVEY = {"techniek": "07", "ict": "08", "care": "10", "education": "01"}  # BRC classes counted in 2017
CHECKED = 2017


def thousands(value: float) -> str:
    """Persons in thousands with one decimal."""
    return number(value / 1000, "en", 0.1)


def survey_step(seen: Floats) -> Floats:
    """Relative step of each column of ``seen [year, group]`` into the survey of 2021."""
    at = BREAK_YEAR - FIRST_YEAR
    return np.asarray(seen[at] / seen[at - 1] - 1)


def bridges() -> Block:
    """From ISCO to BRC: factors, what they make of 2017, and the step into the survey of 2021."""
    isco, brc, factor = occupations.by_isco(), occupations.by_brc(), occupations.bridges()
    seen = occupations.by_group()
    step = survey_step(seen)
    rows = []
    for i, group in enumerate(GROUPS[:-1]):
        codes = " ".join(ISCO[group]), " ".join(BRC[group])
        sizes = thousands(isco[-1, i]), thousands(brc[i])
        rows.append(
            [NAMED[group], *codes, *sizes, f"{factor[i]:.3f}", number(100 * step[i], "en", 0.1, signed=True)]
        )
    technicians, whole = occupations.technicians(), occupations.bridge()
    of_brc = figures.load()["lm_emp_brc07_2024q4"].value
    jump = 100 * survey_step(seen[:, : len(TECHNIEK)].sum(axis=1, keepdims=True))[0]
    sizes = thousands(technicians[-1]), thousands(of_brc)
    shown = number(jump, "en", 0.1, signed=True)
    rows.append(["Techniek", "all eight", "07", *sizes, f"{whole:.3f}", shown])
    head = ["group", "ISCO", "BRC", "ISCO 2024", "BRC 2024Q4", "factor", f"step {BREAK_YEAR}, %"]
    of_2017 = dict(zip(GROUPS, seen[CHECKED - FIRST_YEAR], strict=True))
    of_2017["techniek"] = seen[CHECKED - FIRST_YEAR, : len(TECHNIEK)].sum()
    lines = tuple(_counted(name, code, of_2017[name]) for name, code in OLD_SURVEY.items())
    series = (Series("Employed of 2017 by BRC class", "persons", lines),)
    return Block(
        "Bridges from ISCO to BRC", BRIDGES, BRIDGES_WHY, series, (("Factors, thousands", head, rows),)
    )


def _counted(name: str, code: str, bridged: float) -> Line:
    figure = f"lm_emp_brc{code}_{CHECKED}"
    return line(name, figures.load()[figure].value, np.array([bridged]), figure)


def margins() -> Block:
    """How far the fitted stocks of 2013 and 2024 are from each margin."""
    rows = []
    for year in (FIRST_YEAR, ANCHOR_YEAR):
        for name, off in base.margin_deviations(year).items():
            shown = "none" if off < 1e-9 else number(100 * off, "en", 0.00001)
            rows.append([f"{year}: {name}", shown])
    table = ("Largest deviation of a cell of the margin", ["margin", "%"], rows)
    return Block("Margins of the base stocks", MARGINS, "", (), (table,))


def anchored(run: Run) -> Block:
    """The stocks of the anchored run in 2024 beside the published ones: equal."""
    employed = np.asarray(run.outcome.employed)[:, AT]
    seen = occupations.by_group()[-1]
    source = f"isco/{ANCHOR_YEAR}"
    lines = [line(NAMED[g], seen[i], employed[:, i], source) for i, g in enumerate(GROUPS)]
    for title, field, column in (
        ("Unemployed", "unemployed", "unemployed"),
        ("Open vacancies", "vacancies", "vac_open_total"),
    ):
        model = np.asarray(getattr(run.outcome, field))[:, AT].sum(axis=1)
        lines.append(line(title, published.panel(column)[ANCHOR_YEAR], model, f"panel/{column}"))
    series = (Series("Stocks of 2024, anchored", "persons", tuple(lines), given=True),)
    return Block("The anchor of 2024", ANCHORED, "", series, (_moved(run), _missed(run)))


def _interval(values: Floats, scale: float, step: float, signed: bool = False) -> tuple[str, str]:
    low, median, high = np.quantile(values, QUANTILES) * scale
    ends = f"{number(low, 'en', step, signed)} to {number(high, 'en', step, signed)}"
    return number(median, "en", step, signed), ends


def _moved(run: Run) -> tuple[str, list[str], list[list[str]]]:
    lost, gained = np.moveaxis(np.asarray(run.outcome.flows)[:, AT, :, ANCHOR, : len(STATES)], 1, 0)
    names = [*(NAMED[g] for g in GROUPS), "Unemployed", "Outside the labour force"]
    rows = []
    for i, name in enumerate(names):
        net, ends = _interval(gained[:, i] - lost[:, i], 1e-3, 0.1, signed=True)
        rows.append(
            [
                name,
                thousands(float(np.median(lost[:, i]))),
                thousands(float(np.median(gained[:, i]))),
                net,
                ends,
            ]
        )
    middle, ends = _interval(lost.sum(axis=1), 1e-3, 0.1)
    rows.append(["All, moved", middle, middle, "", ends])
    title = "Persons the anchor moves between states and between diplomas within one, thousands"
    return title, ["state", "out", "in", "net", "10-90 %"], rows


def _missed(run: Run) -> tuple[str, list[str], list[list[str]]]:
    misfit = np.asarray(run.outcome.misfit)[:, AT]
    step = occupations.survey_steps() / (ANCHOR_YEAR - FIRST_YEAR)
    rows = []
    for i, group in enumerate(GROUPS):
        middle, ends = _interval(misfit[:, i], 100, 0.01, signed=True)
        rows.append([NAMED[group], middle, ends, number(100 * step[i], "en", 0.01, signed=True)])
    head = ["group", "missed", "10-90 %", "step of the survey, left out"]
    return "Jobs wanted that the free run missed, % a year", head, rows


BRIDGES = """Yearly numbers exist by ISCO group, the model's groups are those of the Dutch BRC, known for the
fourth quarter of 2024 (tables `isco`, `brc_2024q4`). One factor per group; the five technical groups are then
scaled together to the factor of their whole. The classes of 2017 were not used: they are of the old survey,
which counted 1.8 % fewer employed, and check how far one factor holds over time."""
BRIDGES_WHY = """process, care and education are wider in BRC than in ISCO, so that one factor of 2024 carries
the growth of the ISCO part alone"""
MARGINS = """The cells of state, diploma, age and sex are fitted to every published sum at once. Employed by
group and labour by age and sex hold exactly; the others to a thousandth at most."""
ANCHORED = """Answers start from the stocks of 2024, not from the free run. One flow moves people between
states, per age and sex, so that nobody is made from nothing. Below: the stocks after it, how many it moves, and
how far jobs wanted were missed per year of the free run. That miss widens the drift of demand afterwards. The
step of the survey of 2021 is no demand and is left out of it: technical groups against techniek as a whole,
whose step is a parameter (`published.survey_shift`), the rest as what the others leave."""
