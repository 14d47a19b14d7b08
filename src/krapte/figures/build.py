"""Make our own tables from the shared folder: ``python -m krapte.figures.build ../shared``.

The same input gives the same bytes. Everything is written and checked in a folder beside the target first;
only then do the two change places, so a failure leaves the old tables untouched.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
from pathlib import Path

from krapte.figures import forecasts, layout
from krapte.figures.build_figures import Keys, write_figures, write_sources
from krapte.figures.build_series import write_series
from krapte.figures.checks import check
from krapte.figures.errors import InputError
from krapte.figures.raw import read_raw
from krapte.figures.series_list import all_series, series_names
from krapte.figures.write import sha256


def inputs(shared: Path) -> list[Path]:
    """Every file of the shared folder that the tables are made from."""
    figures = [
        shared / "figures" / f"{topic}{end}.csv" for topic in layout.TOPICS for end in ("", "_sources")
    ]
    data = [shared / "data" / series.input for series in all_series(set())]
    return [shared / "figures" / "corrections.csv", *figures, *data]


def write_manifest(shared: Path, folder: Path, rows: int) -> None:
    """Write ``manifest.json``: checksums of inputs and tables, and how many figures there are."""
    manifest = {
        "name": "krapte-figures",
        "title": "Published numbers on the Dutch labour market of technicians",
        "licenses": "see DATA-LICENSES.md",
        "figures": rows,
        "inputs": {path.relative_to(shared).as_posix(): sha256(path) for path in inputs(shared)},
        "tables": {
            path.relative_to(folder).as_posix(): sha256(path) for path in sorted(folder.rglob("*.csv"))
        },
    }
    text = json.dumps(manifest, indent=1, sort_keys=True, ensure_ascii=False)
    (folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def make_tables(shared: Path, folder: Path) -> None:
    """Write all tables into an empty folder and check them."""
    raw = read_raw(shared, {forecasts.TOPIC: forecasts.sources()})
    texts = Keys()
    used = write_figures(raw, folder, texts, series_names()) | write_series(raw, shared, folder)
    write_sources(raw, folder, texts, used)
    write_manifest(shared, folder, sum(map(len, raw.figures.values())))
    check(folder)


def swap(fresh: Path, target: Path) -> None:
    """Put the fresh folder in the target's place; the old one comes back if that fails half-way."""
    old = target.with_name(f"{target.name}.old")
    if old.exists():
        shutil.rmtree(old)
    if target.exists():
        target.rename(old)
    try:
        fresh.rename(target)
    except OSError:
        if old.exists():
            old.rename(target)
        raise
    if old.exists():
        shutil.rmtree(old)


def build(shared: Path, target: Path = layout.TABLES) -> None:
    """Build the tables from ``shared`` and put them in place of ``target``."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=".tables-", dir=target.parent))
    try:
        fresh.chmod(0o755)
        make_tables(shared, fresh)
        swap(fresh, target)
    finally:
        if fresh.exists():
            shutil.rmtree(fresh)


def main(arguments: list[str]) -> int:
    """Command line: one argument, the shared folder."""
    if len(arguments) != 1:
        print("usage: python -m krapte.figures.build SHARED", file=sys.stderr)
        return 2
    try:
        build(Path(arguments[0]))
    except InputError as error:
        print(error, file=sys.stderr)
        return 2
    size = sum(path.stat().st_size for path in layout.TABLES.rglob("*") if path.is_file())
    print(f"tables made: {size:,} bytes in {layout.TABLES.name}/")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
