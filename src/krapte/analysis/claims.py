"""Claims on one ruler: what is counted, whose, of when, what figures say, and what follows if it is true.

``claims.csv`` holds a row per claim of fact in the position paper and per claim of shortage among the figures (every
figure with ``claim=y``); ``claims_lines.csv`` what stands beside a claim and what follows from it, as sums over
figures. The ruler knows a stock (at a moment) and a flow (per year); a *sum* over several years is divided by the
years of its period, first and last counted. Gross leaves nothing out; net takes off what is replaced or supplied.

A verdict is made by the rule of its row, from the figures in ``against``:

- ``near``: within 10 % of the figure, or inside its published range: holds; within a factor of two: in part; else not.
  A claim that calls one thing another (open vacancies a shortage: ``called`` is not ``reading``) holds in part at most.
- ``whole``: a part of what the figure counts: more than 10 % above the whole does not hold, else it cannot be checked.
- ``falls``: pairs of first and last; a series falls when the last is over 5 % lower. All fall: holds; some: in part.
- ``exceeds``: the first sum is over 10 % above the second: holds; within 10 %: in part; else not.
- ``below_half``: all shares under a half: holds; some: in part; none: not.
- ``tight``: the groups stand high in ``krapte urgency``: all: holds; some: in part; none: not.
- ``coming``: a claim on years of which figures are kept apart or still to come: cannot be checked.
- ``judged``: our reading of the figures named, written in ``verdict``; its reason is a text.

Figures of 2025 and later decide nothing, save assumptions (C) and decisions on money. A verdict with a C in it says so.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from krapte import figures
from krapte.analysis import urgency
from krapte.analysis.claims_sums import Sum, is_claim, one, sums
from krapte.figures.errors import InputError
from krapte.figures.lines import Line, read_lines

HERE = Path(__file__).parent
CLAIMS, LINES = "claims.csv", "claims_lines.csv"
OF = ("paper", "figures")
KINDS, GROSS, PARTS = ("stock", "flow", "sum", "none"), ("gross", "net", "none"), ("beside", "follows")
VERDICTS = ("holds", "part", "fails", "unchecked")
FIRST_HELD_BACK = urgency.FIRST_HELD_BACK
NEAR, FACTOR, FLAT, HALF = 0.1, 2.0, 0.05, 0.5
PREFIX = "lm_claim_"


class Told(NamedTuple):
    """A sum that stands beside a claim, or follows if it is true."""

    id: str
    part: str
    sum: Sum
    unit: str


class Claim(NamedTuple):
    """A claim: ``said`` as it was made, ``ruler`` as stock or per year, ``years`` of a sum, and its verdict."""

    id: str
    of: str
    who: str
    date: str
    kind: str
    gross: str
    called: str
    reading: str
    said: Sum | None
    years: int
    ruler: Sum | None
    rule: str
    against: tuple[Sum, ...]
    verdict: str
    lines: tuple[Told, ...]

    @property
    def on_ruler(self) -> str:
        """Stock, flow or none: a sum over years is a flow per year once it lies on the ruler."""
        return "flow" if self.kind == "sum" else self.kind

    @property
    def grade(self) -> str:
        """The weakest letter that the verdict rests on, blank where no figure decides."""
        return max((found.grade for found in self.against), default="")


@cache
def read(folder: Path = HERE) -> tuple[Claim, ...]:
    """All claims with their verdicts."""
    lines = read_lines(folder, LINES)
    rows = read_lines(folder, CLAIMS)
    seen: set[str] = set()
    for row in rows:
        if row.cells["claim"] in seen:
            raise row.wrong("duplicate_id", "claim", "an id used once")
        seen.add(row.cells["claim"])
    for line in lines:
        if line.cells["claim"] not in seen:
            raise line.wrong("not_one_of", "claim", " | ".join(sorted(seen)))
    found = tuple(_claim(row, [x for x in lines if x.cells["claim"] == row.cells["claim"]]) for row in rows)
    _all_there(found)
    return found


def _all_there(found: Sequence[Claim]) -> None:
    """Every figure that is a claim has a row."""
    used = {name for claim in found if claim.said is not None for name in claim.said.ids}
    left = [f.figure_id for f in figures.load() if is_claim(f) and f.figure_id not in used]
    if left:
        raise InputError("claims_missing", where=CLAIMS, found=", ".join(left))


def _claim(row: Line, lines: Sequence[Line]) -> Claim:
    cells = row.cells
    for field, allowed in (("of", OF), ("kind", KINDS), ("gross", GROSS), ("rule", tuple(RULES))):
        if cells[field] not in allowed:
            raise row.wrong("not_one_of", field, " | ".join(allowed))
    said = one(row, "value", cells["value"]) if cells["value"] else None
    if said is not None:  # if it is true, it is its printed value: a range of ours is no part of it
        said = said._replace(low=said.value, high=said.value)
    date = cells["date"] or (said.periods[0] if said and said.periods else "")
    years = _years(row, date) if cells["kind"] == "sum" else 1
    ruler = _per_year(said, years) if said is not None else None
    against = sums(row, "against", ruler)
    _not_held_back(row, against)
    draft = Claim(
        cells["claim"],
        cells["of"],
        cells["who"],
        date,
        cells["kind"],
        cells["gross"],
        cells["called"],
        cells["reading"],
        said,
        years,
        ruler,
        cells["rule"],
        against,
        "",
        tuple(_told(line, ruler) for line in lines),
    )
    if cells["verdict"] and cells["rule"] != "judged":
        raise row.wrong("claims_verdict_by_rule", "verdict", "")
    return draft._replace(verdict=RULES[cells["rule"]](row, draft))


def _years(row: Line, period: str) -> int:
    """Years of a period such as ``2026-2029``, first and last counted."""
    ends = re.fullmatch(r"(\d{4})-(\d{4})", period)
    if ends is None:
        raise row.wrong("claims_no_years", "kind", "2026-2029")
    return int(ends[2]) - int(ends[1]) + 1


def _per_year(said: Sum, years: int) -> Sum:
    return said._replace(value=said.value / years, low=said.low / years, high=said.high / years)


def _not_held_back(row: Line, against: Sequence[Sum]) -> None:
    for figure in (figure for part in against for figure in part.figures):
        decision = figure.unit == "eur_per_year"
        if figure.period[:4] >= FIRST_HELD_BACK and figure.grade != "C" and not decision:
            raise row.wrong("claims_date_too_late", "against", f"< {FIRST_HELD_BACK}: {figure.figure_id}")


def _told(line: Line, ruler: Sum | None) -> Told:
    if line.cells["part"] not in PARTS:
        raise line.wrong("not_one_of", "part", " | ".join(PARTS))
    return Told(
        line.cells["line"], line.cells["part"], one(line, "sum", line.cells["sum"], ruler), line.cells["unit"]
    )


def ratio(claim: Claim) -> float | None:
    """The claim on the ruler against its figure, where one is set beside it by ``near`` or ``whole``."""
    if claim.rule not in ("near", "whole") or claim.ruler is None:
        return None
    return claim.ruler.value / claim.against[0].value


def _compared(row: Line, claim: Claim) -> tuple[Sum, float]:
    found = ratio(claim) if len(claim.against) == 1 else None
    if found is None:
        raise row.wrong("claims_against", "against", "1")
    return claim.against[0], found


def _near(row: Line, claim: Claim) -> str:
    figure, times = _compared(row, claim)
    value = claim.ruler.value if claim.ruler is not None else 0.0
    inside = figure.low < figure.high and figure.low <= value <= figure.high
    if abs(times - 1) <= NEAR or inside:
        return "holds" if claim.called == claim.reading else "part"
    return "part" if 1 / FACTOR <= times <= FACTOR else "fails"


def _whole(row: Line, claim: Claim) -> str:
    return "fails" if _compared(row, claim)[1] > 1 + NEAR else "unchecked"


def _share_of(tests: Sequence[bool]) -> str:
    return "holds" if all(tests) else "part" if any(tests) else "fails"


def pairs(claim: Claim) -> list[tuple[Sum, Sum]]:
    """First and last of each series of a claim that something falls."""
    return list(zip(claim.against[::2], claim.against[1::2], strict=True))


def _falls(row: Line, claim: Claim) -> str:
    if not claim.against or len(claim.against) % 2:
        raise row.wrong("claims_against", "against", "2, 4, ...")
    return _share_of([last.value < (1 - FLAT) * first.value for first, last in pairs(claim)])


def _exceeds(row: Line, claim: Claim) -> str:
    if len(claim.against) != 2:
        raise row.wrong("claims_against", "against", "2")
    more, less = (part.value for part in claim.against)
    return "holds" if more > (1 + NEAR) * less else "part" if more >= (1 - NEAR) * less else "fails"


def _below_half(row: Line, claim: Claim) -> str:
    if not claim.against:
        raise row.wrong("claims_against", "against", ">= 1")
    return _share_of([part.value < HALF for part in claim.against])


def standings() -> dict[str, str]:
    """What ``krapte urgency`` says of the four groups of the paper."""
    return {s.group: s.verdict for s in urgency.rank().standings if s.group in urgency.ASKED}


def _tight(_row: Line, _claim: Claim) -> str:
    return _share_of([verdict == "high" for verdict in standings().values()])


def _coming(row: Line, claim: Claim) -> str:
    if max(re.findall(r"\d{4}", claim.date), default="") < FIRST_HELD_BACK:
        raise row.wrong("claims_not_coming", "rule", f">= {FIRST_HELD_BACK}")
    return "unchecked"


def _judged(row: Line, claim: Claim) -> str:
    verdict = row.cells["verdict"]
    if verdict not in VERDICTS:
        raise row.wrong("not_one_of", "verdict", " | ".join(VERDICTS))
    if not claim.against and verdict != "unchecked":
        raise row.wrong("claims_against", "against", ">= 1")
    return verdict


RULES: dict[str, Callable[[Line, Claim], str]] = {
    "near": _near,
    "whole": _whole,
    "falls": _falls,
    "exceeds": _exceeds,
    "below_half": _below_half,
    "tight": _tight,
    "coming": _coming,
    "judged": _judged,
}
