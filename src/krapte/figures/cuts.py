"""How each yearly or tabular series is cut from its data file: small pure functions from rows to rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from krapte.figures.raw import number

Rows = list[dict[str, str]]
Cut = tuple[tuple[str, ...], list[tuple[str, ...]]]

LAST_YEAR = 2024
"""Readings of 2025 and later stay out: forecasts are tested on them."""

NO_OBSERVATION = ("do not use", "jump-off")
"""Rows of the panel that stay out: a series we distrust, and stocks of a year that is kept for testing."""


def wide(rows: Rows, index: tuple[str, ...], across: str, value: str, keep: Iterable[str]) -> Cut:
    """One row per index, one column per kept value of ``across``; a missing cell stays blank."""
    columns = tuple(keep)
    cells: dict[tuple[str, ...], dict[str, str]] = {}
    for row in rows:
        if row[across] in columns:
            cells.setdefault(tuple(row[name] for name in index), {})[row[across]] = number(row[value])
    return (*index, *columns), [
        (*key, *(found.get(name, "") for name in columns))
        for key, found in sorted(cells.items(), key=_by_number)
    ]


def _by_number(item: tuple[tuple[str, ...], object]) -> tuple[tuple[float, str], ...]:
    return tuple((float(part) if part.isdigit() else 0.0, part) for part in item[0])


def _years(first: int, last: int) -> list[str]:
    return [str(year) for year in range(first, last + 1)]


def whole(*columns: str) -> Callable[[Rows], Cut]:
    """Keep all rows and these columns (without names: all)."""

    def cut(rows: Rows) -> Cut:
        kept = columns or tuple(rows[0])
        return kept, [tuple(number(row[name]) for name in kept) for row in rows]

    return cut


def ages_by_year(value: str, first: int, last: int, oldest: int = 105) -> Callable[[Rows], Cut]:
    """Single ages x sex in rows, years in columns."""

    def cut(rows: Rows) -> Cut:
        young = [row for row in rows if int(row["age"]) <= oldest]
        return wide(young, ("age", "sex"), "year", value, _years(first, last))

    return cut


def fertility(rows: Rows) -> Cut:
    """Births per woman by single age, years in columns."""
    return wide(rows, ("age",), "year", "births_per_woman", _years(2013, 2030))


def isco(rows: Rows) -> Cut:
    """Persons per two-digit group 2013-2024, with the years that Eurostat flags as a break."""
    years = _years(2013, LAST_YEAR)
    groups = [row for row in rows if row["isco08"].startswith("OC")]
    breaks: dict[str, list[str]] = {}
    for row in groups:
        if row["break"] == "1" and row["year"] in years:
            breaks.setdefault(row["isco08"], []).append(row["year"])
        row["persons"] = (
            str(round(float(row["employed_thousands"]) * 1000)) if row["employed_thousands"] else ""
        )
        row["isco"] = row["isco08"].removeprefix("OC")
    columns, cells = wide(groups, ("isco", "label"), "year", "persons", years)
    return ("isco", "label", "breaks", *columns[2:]), [
        (row[0], row[1], " ".join(sorted(breaks.get(f"OC{row[0]}", []))), *row[2:]) for row in cells
    ]


def brc(rows: Rows) -> Cut:
    """The 114 occupational groups of 2024Q4 with hourly wages of 2024; the columns of 2025 stay out."""
    names = {
        "code": "brc_group",
        "title": "title",
        "segment_code": "segment_code",
        "segment": "segment",
        "class_code": "class_code",
        "class": "class",
        "employed_2024q4": "employed_2024q4",
        "wage_median_2024": "median_hourly_pay_2024",
        "wage_p25_2024": "p25_2024",
        "wage_p75_2024": "p75_2024",
        "employees_2024": "employees_in_pay_data_2024",
    }
    return tuple(names), [tuple(number(row[old]) for old in names.values()) for row in rows]


def pension_age(rows: Rows) -> Cut:
    """State pension age per year in years, written with four decimals (a month is 0.0833)."""
    names = ("aow_age_central", "aow_age_low", "aow_age_high")
    return ("year", *names, "how"), [
        (row["year"], *(number(f"{float(row[name]):.4f}") for name in names), row["how"]) for row in rows
    ]


def participation_2012(rows: Rows) -> Cut:
    """Labour force rates of 2012 by five-year age 15-74 and sex, per cent."""
    fives = [f"Y{age}T{age + 4}" for age in range(15, 75, 5)]
    kept = [row for row in rows if row["year"] == "2012" and row["age"] in fives and row["sex"] in {"M", "F"}]
    return ("age", "sex", "lf_rate_pct"), [
        (row["age"].removeprefix("Y").replace("T", "-"), row["sex"].lower(), row["lf_rate_pct"])
        for row in sorted(kept, key=lambda row: (row["age"], row["sex"]))
    ]


def panel(figure_ids: set[str]) -> Callable[[Rows], Cut]:
    """The observed yearly series to fit and test on, to 2024; ``made_of`` tells what is no figure."""
    names = ("series", "unit", "year", "value", "break_flag", "vintage", "grade", "role")

    def cut(rows: Rows) -> Cut:
        out: list[tuple[str, ...]] = []
        for row in rows:
            if row["role"] in NO_OBSERVATION or int(row["year"]) > LAST_YEAR:
                continue
            parts = row["figure_ids"].replace("+", " ").replace(";", " ").split()
            named = [part for part in parts if part in figure_ids]
            rest = "" if "+".join(named) == row["figure_ids"] else row["figure_ids"]
            cells = tuple(number(row[name]) if name == "value" else row[name] for name in names)
            out.append((*cells, " ".join(named), rest))
        return (*names, "figure_ids", "made_of"), out

    return cut
