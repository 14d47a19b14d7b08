"""Checks of a tables folder: one small function per rule; a failure names file, row, field, found, expected.

``load`` meets the cheap ones on its way (headers, keys, numbers); :func:`check` runs them all.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable
from pathlib import Path

from krapte.figures import layout
from krapte.figures.dimensions import DIMENSIONS
from krapte.figures.errors import InputError
from krapte.figures.lines import Line, Tables, figure_lines, read_lines, read_tables
from krapte.figures.units import UNITS
from krapte.figures.write import sha256


def _unique(lines: Iterable[Line], field: str) -> None:
    seen: dict[str, Line] = {}
    for line in lines:
        name = line.cells[field]
        if not name or name in seen:
            first = seen.get(name)
            expected = f"an id not used at {first.file}:{first.number}" if first else "an id"
            raise line.wrong("duplicate_id" if name else "empty_id", field, expected)
        seen[name] = line


def ids_are_unique(tables: Tables) -> None:
    """Figure ids over all topics, and every key of the other tables, occur once."""
    _unique(figure_lines(tables), "figure_id")
    for file, field in (
        ("texts.csv", "key"),
        ("classes.csv", "key"),
        ("places.csv", "key"),
        ("sources.csv", "source_id"),
        ("series.csv", "name"),
    ):
        _unique(tables[file], field)


def words_are_known(tables: Tables) -> None:
    """Unit, kind, how, bound type and grade come from their vocabularies."""
    vocabularies: dict[str, Iterable[str]] = {
        "unit": UNITS,
        "kind": layout.KINDS,
        "grade": layout.GRADES,
        "how": layout.HOWS,
        "bound_type": layout.BOUND_TYPES,
    }
    for line in tables["classes.csv"]:
        for field, known in vocabularies.items():
            if line.cells[field] not in known:
                raise line.wrong(f"unknown_{field}", field, ", ".join(filter(None, known)))
    for line in tables["remarks.csv"]:
        if line.cells["remark"] not in layout.REMARKS:
            raise line.wrong("unknown_remark", "remark", ", ".join(layout.REMARKS))


def kind_fits_unit(tables: Tables) -> None:
    """A share, a price or an index has no kind; what is counted has one (euros may be a price)."""
    for line in tables["classes.csv"]:
        rule = UNITS[line.cells["unit"]].kind_rule
        if not rule and line.cells["kind"]:
            raise line.wrong("kind_without_meaning", "kind", "blank")
        if rule in {"words", "flow"} and not line.cells["kind"] and line.cells["unit"] != "hours":
            raise line.wrong("missing_kind", "kind", "stock, flow or sum")


def keys_resolve(tables: Tables) -> None:
    """Texts, classes and locators of figures point to rows that exist, and remarks to figures."""
    texts = {line.cells["key"] for line in tables["texts.csv"]}
    classes = {line.cells["key"] for line in tables["classes.csv"]}
    ids: set[str] = set()
    for line in figure_lines(tables):
        ids.add(line.cells["figure_id"])
        if line.cells["text"] not in texts:
            raise line.wrong("unknown_key", "text", "a key of texts.csv")
        if line.cells["class"] not in classes:
            raise line.wrong("unknown_key", "class", "a key of classes.csv")
        if line.cells["locator"] and line.cells["locator"] not in texts:
            raise line.wrong("unknown_key", "locator", "a key of texts.csv")
    for line in tables["sources.csv"]:
        if line.cells["how_read"] not in texts:
            raise line.wrong("unknown_key", "how_read", "a key of texts.csv")
    for line in tables["remarks.csv"]:
        if line.cells["figure_id"] not in ids:
            raise line.wrong("unknown_figure", "figure_id", "the id of a figure")
        if line.cells["remark"].startswith("superseded") and line.cells["content"] not in ids:
            raise line.wrong("unknown_figure", "content", "the id of a figure")


def sources_resolve(tables: Tables) -> None:
    """Every class and every series names sources that exist."""
    known = {line.cells["source_id"] for line in tables["sources.csv"]}
    for line in tables["classes.csv"]:
        if line.cells["source_id"] not in known:
            raise line.wrong("unknown_source", "source_id", "a source of sources.csv")
    for line in tables["series.csv"]:
        names = line.cells["source_ids"].split()
        if not names or set(names) - known:
            raise line.wrong("unknown_source", "source_ids", "sources of sources.csv")


def _number(line: Line, field: str) -> float | None:
    text = line.cells[field]
    if not text:
        return None
    try:
        found = float(text)
    except ValueError:
        raise line.wrong("not_a_number", field, "a number") from None
    if not math.isfinite(found):
        raise line.wrong("not_a_number", field, "a finite number")
    return found


def numbers_are_ordered(tables: Tables) -> None:
    """Value, low and high are finite numbers, low <= value <= high; no row breaks it, so none is excused."""
    for line in figure_lines(tables):
        value, low, high = (_number(line, field) for field in ("value", "low", "high"))
        if value is None:
            raise line.wrong("not_a_number", "value", "a number")
        if low is not None and low > value:
            raise line.wrong("low_above_value", "low", f"at most {line.cells['value']}")
        if high is not None and high < value:
            raise line.wrong("high_below_value", "high", f"at least {line.cells['value']}")


def bounds_have_a_type(tables: Tables) -> None:
    """A bound type stands exactly where there is a range; uncertainty has both ends."""
    types = {line.cells["key"]: line.cells["bound_type"] for line in tables["classes.csv"]}
    for line in figure_lines(tables):
        ends = bool(line.cells["low"]) + bool(line.cells["high"])
        type_ = types[line.cells["class"]]
        if bool(type_) != bool(ends):
            raise line.wrong(
                "bound_type_without_range" if type_ else "range_without_bound_type", "low", type_ or "blank"
            )
        if type_ == "uncertainty" and ends != 2:
            raise line.wrong("one_sided_uncertainty", "low" if line.cells["high"] else "high", "both ends")


def dims_are_known(tables: Tables) -> None:
    """Dims read ``key=value;key=value`` with known keys, none twice; a place is one of places.csv."""
    places = {line.cells["key"] for line in tables["places.csv"]}
    for line in figure_lines(tables):
        seen: set[str] = set()
        pairs = line.cells["dims"].split(";") if line.cells["dims"] else []
        for pair in pairs:
            key, equals, value = pair.partition("=")
            if not equals or not value or "=" in value or key in seen:
                raise line.wrong("bad_dims", "dims", "key=value;key=value, each key once")
            seen.add(key)
            if key != "place" and key not in DIMENSIONS:
                raise line.wrong("unknown_dimension", "dims", "a key of dimensions.py")
            if key == "place" and value not in places:
                raise line.wrong("unknown_place", "dims", "a key of places.csv")


def periods_are_formed(tables: Tables) -> None:
    """Periods have one of the known forms."""
    for line in figure_lines(tables):
        if not layout.PERIOD.fullmatch(line.cells["period"]):
            raise line.wrong("bad_period", "period", layout.PERIOD_FORMS)


def assumptions_have_a_range(tables: Tables) -> None:
    """A figure of grade C has a range, or a remark that says why not."""
    grades = {line.cells["key"]: line.cells["grade"] for line in tables["classes.csv"]}
    excused = {
        line.cells["figure_id"]
        for line in tables["remarks.csv"]
        if line.cells["remark"] == "no_range" and line.cells["content"]
    }
    for line in figure_lines(tables):
        bare = not (line.cells["low"] or line.cells["high"])
        if bare and grades[line.cells["class"]] == "C" and line.cells["figure_id"] not in excused:
            raise line.wrong(
                "assumption_without_range", "low", "a range, or a remark no_range with its reason"
            )


RULES: tuple[Callable[[Tables], None], ...] = (
    ids_are_unique,
    words_are_known,
    kind_fits_unit,
    keys_resolve,
    sources_resolve,
    numbers_are_ordered,
    bounds_have_a_type,
    dims_are_known,
    periods_are_formed,
    assumptions_have_a_range,
)


def read_manifest(folder: Path) -> dict[str, dict[str, str]]:
    """The manifest of a tables folder."""
    path = folder / "manifest.json"
    try:
        found: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
        found["inputs"].keys(), found["tables"].keys()
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise InputError(
            "bad_manifest", where="manifest.json", found=error, expected="inputs and tables"
        ) from None
    return found


def checksums_agree(folder: Path) -> None:
    """Every table is in the manifest with its checksum, and no other table lies there."""
    listed = read_manifest(folder)["tables"]
    present = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*.csv"))}
    for file in sorted(listed.keys() | present.keys()):
        if file not in present:
            raise InputError("missing_file", where=file, expected="a table named in manifest.json")
        if file not in listed:
            raise InputError("unlisted_file", where=file, expected="a table named in manifest.json")
        found = sha256(present[file])
        if found != listed[file]:
            raise InputError("checksum_differs", where=file, found=found, expected=listed[file])


def series_are_whole(folder: Path, tables: Tables) -> None:
    """Each series file exists, has rows of equal length, and the index lists every file of the folder."""
    for line in tables["series.csv"]:
        if not read_lines(folder, line.cells["file"]):
            raise line.wrong("empty_series", "file", "at least one row")
    listed = {line.cells["file"] for line in tables["series.csv"]}
    for path in sorted((folder / "series").glob("*.csv")):
        if f"series/{path.name}" not in listed:
            raise InputError(
                "unlisted_file", where=f"series/{path.name}", expected="a file named in series.csv"
            )


def size_is_small(folder: Path) -> None:
    """All tables together stay below the limit of the package."""
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    if size > layout.SIZE_LIMIT:
        raise InputError(
            "tables_too_large", where=folder.name, found=size, expected=f"at most {layout.SIZE_LIMIT}"
        )


def check(folder: Path = layout.TABLES) -> None:
    """Run every check on a tables folder; the first failure is raised."""
    tables = read_tables(folder)
    for rule in RULES:
        rule(tables)
    series_are_whole(folder, tables)
    size_is_small(folder)
    checksums_agree(folder)
