"""The store of parts: what was run once is not run again, by whichever command.

One file per part and page, named by the key of what went in; its first line holds the hash of the rest. A file is
written beside its place and moved there in one step, under a lock that processes share, so that two commands can use
one store. What does not match its hash is thrown away and made again. The store has a largest size: what was used
longest ago goes first.

``KRAPTE_STORE`` places it elsewhere, ``KRAPTE_STORE=off`` does without; ``KRAPTE_STORE_SIZE`` is the largest size.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import re
import tempfile
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from krapte.figures.errors import InputError

try:
    import fcntl
except (
    ImportError
):  # where there are no such locks a move in one step must do: two processes may pass the size a little
    fcntl = None  # type: ignore[assignment]

Floats = NDArray[np.float64]
Page = Mapping[str, Floats]

PLACE, SIZE = "KRAPTE_STORE", "KRAPTE_STORE_SIZE"
OFF = "off"
LARGEST = 2 * 10**9  # bytes, unless told otherwise
ROOM = 0.9  # of the largest size is left when the oldest have gone, so that not every part pushes one out
HEAD = b"krapte-part/1 "
UNITS = {"": 1, "kb": 10**3, "mb": 10**6, "gb": 10**9, "tb": 10**12}
NAME = re.compile(r"[0-9a-f]{64}\.(market|rest|sums|slopes)")
HALF = ".half-"  # begins the name of what is being written
UNSEEN = 0.01  # of the largest size may be written before it is looked again how much there is


class Content(NamedTuple):
    """What a store holds."""

    files: int
    """Pages of parts."""
    bytes: int


class PartStore:
    """Pages of parts by key, in one folder that processes may share."""

    def __init__(self, folder: Path, largest: int = LARGEST) -> None:
        self.folder, self.largest = folder, largest
        self.found, self.added, self.broken = 0, 0, 0
        self._held, self._unseen = 0, float("inf")  # bytes when it was last looked, and those written since

    def get(self, key: str, pages: Sequence[str]) -> dict[str, Floats] | None:
        """What is kept of a part, or nothing where one of its pages is missing or broken."""
        made: dict[str, Floats] = {}
        for page in pages:
            read = self._read(self.folder / f"{key}.{page}")
            if read is None:
                return None
            made |= read
        self.found += 1
        return made

    def put(self, key: str, pages: Mapping[str, Page]) -> None:
        """Keep the pages of a part by name; InputError where the disk is full or may not be written."""
        for page, arrays in pages.items():
            data = packed(arrays)
            if len(data) > self.largest:
                continue
            try:
                self._write(self.folder / f"{key}.{page}", data)
            except OSError as error:
                found = f"{self.folder} ({error.strerror})"
                raise InputError("store_not_writable", where=PLACE, found=found) from None
        self.added += 1

    def content(self) -> Content:
        """How much it holds."""
        files = self._files()
        return Content(len(files), sum(size for _, size, _ in files))

    def clear(self) -> Content:
        """Throw all of it away; tells what went. Nothing else in the folder is touched."""
        was = self.content()
        with self._alone():
            for path, _, _ in self._files():
                path.unlink(missing_ok=True)
            for half in self.folder.glob(f"{HALF}*") if self.folder.is_dir() else ():
                half.unlink(missing_ok=True)
        return was

    def _read(self, path: Path) -> dict[str, Floats] | None:
        try:
            data = path.read_bytes()
        except OSError:
            return None
        made = unpacked(data)
        if made is None:
            self.broken += 1
            path.unlink(missing_ok=True)
        else:
            with contextlib.suppress(OSError):
                os.utime(path)  # used just now
        return made

    def _write(self, path: Path, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._alone():
            self._make_room(self.largest - len(data), ROOM)
            try:
                self._place(path, data)
            except OSError as error:
                if error.errno not in (errno.ENOSPC, errno.EDQUOT):
                    raise
                self._make_room(0, 0)  # a full disk: our own older parts go before we give up
                self._place(path, data)

    def _place(self, path: Path, data: bytes) -> None:
        handle, name = tempfile.mkstemp(prefix=HALF, dir=self.folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(name, path)
            self._unseen += len(data)
        finally:
            Path(name).unlink(missing_ok=True)

    def _make_room(self, most: int, down_to: float) -> None:
        """If the store holds more than so many bytes, the oldest go until it holds this part of them."""
        few = self._unseen <= self.largest * UNSEEN  # others may write too: so far from full it cannot matter
        if few and self._held + self._unseen <= most * ROOM:
            return
        files = sorted(self._files(), key=lambda one: one[2])
        self._held, self._unseen = sum(size for _, size, _ in files), 0
        if self._held <= most:
            return
        for path, size, _ in files:
            path.unlink(missing_ok=True)
            self._held -= size
            if self._held <= most * down_to:
                return

    def _files(self) -> list[tuple[Path, int, float]]:
        """Path, size and time of last use of each page."""
        found = []
        with contextlib.suppress(FileNotFoundError), os.scandir(self.folder) as entries:
            for entry in entries:
                if NAME.fullmatch(entry.name):
                    with contextlib.suppress(FileNotFoundError):  # another process threw it away
                        known = entry.stat()
                        found.append((Path(entry.path), known.st_size, known.st_mtime))
        return found

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """While no other process writes or throws away."""
        if fcntl is None or not self.folder.is_dir():
            yield
            return
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield  # the lock goes with the file, also when the process is killed


def packed(page: Page) -> bytes:
    """A page as bytes: the hash of the rest on the first line."""
    room = io.BytesIO()
    np.savez(room, **dict(page))  # type: ignore[arg-type]
    data = room.getvalue()
    return HEAD + hashlib.sha256(data).hexdigest().encode() + b"\n" + data


def unpacked(data: bytes) -> dict[str, Floats] | None:
    """A page from its bytes, or nothing where they are not what was written."""
    head, _, rest = data.partition(b"\n")
    if head != HEAD + hashlib.sha256(rest).hexdigest().encode():
        return None
    try:
        with np.load(io.BytesIO(rest), allow_pickle=False) as kept:
            return {name: kept[name] for name in kept.files}
    except (ValueError, OSError, zipfile.BadZipFile):
        return None


def opened(make: bool = True) -> PartStore | None:
    """The store that the environment asks for; nothing where it is off, or where the usual place may not be written.

    Its folder is made unless ``make`` is false.
    """
    asked = os.environ.get(PLACE, "")
    if asked == OFF:
        return None
    home = os.environ.get("XDG_CACHE_HOME", "") or os.path.join(os.path.expanduser("~"), ".cache")
    folder = Path(asked or os.path.join(home, "krapte", "parts"))
    try:
        if make:
            folder.mkdir(parents=True, exist_ok=True)
        usable = os.access(folder, os.W_OK | os.X_OK) if folder.exists() else not make
    except OSError:
        usable = False
    if usable:
        return PartStore(folder, largest())
    if asked:
        raise InputError("store_not_writable", where=PLACE, found=folder)
    return None  # a read-only home runs everything anew


def largest() -> int:
    """The largest size in bytes, from the environment: ``500MB``, ``4 GB``, or a number."""
    asked = os.environ.get(SIZE, "").strip().lower()
    if not asked:
        return LARGEST
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kmgt]b)?", asked)
    if found is None:
        raise InputError("store_size", where=SIZE, found=asked, expected="2GB")
    return int(float(found[1]) * UNITS[found[2] or ""])
