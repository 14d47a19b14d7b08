"""Finished parts of long computations, kept in the user's cache so that none is done twice.

A question has a folder of its own, named by the hash of all it hangs on; a block of draws is one file in it, written
in one step. A file that is broken or of another shape is not believed: its block is computed again. The folder stays
below a limit: questions that were not asked longest go first. ``KRAPTE_CACHE=off`` keeps nothing.
"""

from __future__ import annotations

import io
import os
import shutil
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from krapte.engine import store
from krapte.figures.errors import InputError

Floats = NDArray[np.float64]
LIMIT = 500_000_000  # bytes of all questions together


def home() -> Path | None:
    """The folder of all questions; none where nothing is kept."""
    where = os.environ.get("KRAPTE_CACHE", "")
    if where == "off":
        return None
    cache = os.environ.get("XDG_CACHE_HOME", "") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(where or os.path.join(cache, "krapte")) / "parts"


class Kept:
    """The blocks of one question, each a set of arrays with a leading axis of draws."""

    def __init__(self, folder: Path, fields: tuple[str, ...]) -> None:
        self.folder, self.fields = folder, fields

    def read(self, block: range) -> dict[str, Floats] | None:
        """The arrays of a block; none where there is no whole file of it."""
        try:
            with np.load(self._file(block), allow_pickle=False) as file:
                made = {name: np.asarray(file[name], dtype=np.float64) for name in self.fields}
        except (OSError, ValueError, KeyError, EOFError, BadZipFile):
            return None
        whole = all(len(part) == len(block) and np.all(np.isfinite(part)) for part in made.values())
        return made if whole else None

    def write(self, block: range, arrays: dict[str, Floats]) -> None:
        """Keep a block; where there is no room to keep it the work goes on without."""
        data = io.BytesIO()
        np.savez(data, **arrays)  # type: ignore[arg-type]
        try:
            store.write_file(self._file(block), data.getvalue(), replace=True)
            os.utime(self.folder)
        except (InputError, OSError):
            return

    def tidy(self) -> None:
        """Take away what was asked longest ago, until all questions together are below the limit."""
        try:
            folders = sorted(
                (one for one in self.folder.parent.iterdir() if one != self.folder and one.is_dir()),
                key=lambda one: one.stat().st_mtime,
            )
            size = {
                one: sum(file.stat().st_size for file in one.iterdir()) for one in [*folders, self.folder]
            }
        except OSError:
            return  # another process tidies at the same time
        left = sum(size.values())
        for folder in folders:
            if left <= LIMIT:
                return
            shutil.rmtree(folder, ignore_errors=True)
            left -= size[folder]

    def _file(self, block: range) -> Path:
        return self.folder / f"{block.start:06d}-{block.stop:06d}.npz"
