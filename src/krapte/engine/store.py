"""The store: an output directory is written whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import xarray as xr

from krapte.figures.errors import InputError

RESULTS, MANIFEST = "results.nc", "manifest.json"


def prepare(out: Path, replace: bool) -> None:
    """Refuse a place that cannot be written or that holds something else; creates nothing.

    ``replace`` allows an earlier output of krapte (a folder with a manifest) to be replaced, nothing else.
    """
    out = out.resolve()
    if Path.cwd().is_relative_to(out):
        raise InputError("output_is_here", where="--out", found=out, expected="another directory")
    if out.exists() and not out.is_dir():
        raise InputError(
            "output_not_a_directory", where="--out", found=out, expected="a directory or a new name"
        )
    if out.is_dir() and any(out.iterdir()):
        if not (out / MANIFEST).is_file():
            raise InputError(
                "output_not_empty", where="--out", found=out, expected="an empty or new directory"
            )
        if not replace:
            raise InputError(
                "output_exists", where="--out", found=out, expected="a new directory, or --replace"
            )
    parent = out.absolute().parent
    while not parent.exists():
        parent = parent.parent
    if not parent.is_dir() or not _may_write(parent):
        raise InputError(
            "output_not_writable", where="--out", found=out, expected="a place that may be written"
        )


def write(
    out: Path, files: Mapping[str, bytes], results: xr.Dataset, manifest: Mapping[str, Any], replace: bool
) -> None:
    """Write files, arrays and manifest to a folder beside ``out`` and move it there in one step."""
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    whole = {**files, MANIFEST: text.encode()}
    write_files(out, whole, replace, lambda folder: write_arrays(folder / RESULTS, results))


def write_files(
    out: Path, files: Mapping[str, bytes], replace: bool, more: Callable[[Path], None] | None = None
) -> None:
    """Write files (and what ``more`` writes) to a folder beside ``out`` and move it there in one step."""
    prepare(out, replace)
    out = out.resolve()
    parent = out.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{out.name}.partial-", dir=parent))
    except OSError as error:
        raise InputError("output_not_writable", where="--out", found=f"{out} ({error.strerror})") from None
    try:
        for name, data in files.items():
            target = partial / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        if more is not None:
            more(partial)
        partial.chmod(0o755)
        _swap(partial, out)
    except OSError as error:
        raise InputError("output_not_writable", where="--out", found=f"{out} ({error.strerror})") from None
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def check_file(out: Path, replace: bool) -> None:
    """Refuse a file that may not be written, before anything is computed; creates nothing."""
    if out.is_dir():
        raise InputError("output_is_a_directory", where="--out", found=out, expected="a file")
    if out.exists() and not replace:
        raise InputError("output_exists", where="--out", found=out, expected="a new file, or --replace")


def write_file(out: Path, data: bytes, replace: bool) -> None:
    """Write one file beside ``out`` and move it there in one step; an earlier one stays whole until then."""
    check_file(out, replace)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{out.name}.partial-", dir=out.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.chmod(name, 0o644)
            os.replace(name, out)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise InputError("output_not_writable", where="--out", found=f"{out} ({error.strerror})") from None


def _swap(partial: Path, out: Path) -> None:
    if not out.exists():
        partial.rename(out)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{out.name}.old-", dir=out.parent))
    try:
        out.rename(old / "was")
        partial.rename(out)
    except OSError:
        if (old / "was").exists():
            (old / "was").rename(out)
        raise
    finally:
        shutil.rmtree(old, ignore_errors=True)


def _may_write(folder: Path) -> bool:
    """Whether a file can really be made there: rights alone do not tell on every file system."""
    if not os.access(folder, os.W_OK | os.X_OK):
        return False
    try:
        os.rmdir(tempfile.mkdtemp(prefix=".krapte-", dir=folder))
    except OSError:
        return False
    return True


def write_arrays(path: Path, results: xr.Dataset) -> None:
    """A netCDF file with every array compressed without loss."""
    packed = {str(name): {"zlib": True, "complevel": 1, "shuffle": True} for name in results.data_vars}
    results.to_netcdf(path, engine="h5netcdf", encoding=packed)


def read_arrays(path: Path) -> xr.Dataset:
    """The arrays of a netCDF file, in memory."""
    with xr.open_dataset(path, engine="h5netcdf") as opened:
        return opened.load()


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of an output directory; InputError naming what is wrong with it."""
    path = folder / MANIFEST
    if not path.is_file():
        raise InputError(
            "no_manifest", where=str(folder), found="no manifest.json", expected="an output of krapte"
        )
    try:
        made = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError(
            "broken_manifest", where=str(path), found=error, expected="JSON as krapte wrote it"
        ) from None
    if not isinstance(made, dict) or made.get("schema") != "krapte/1":
        found = made.get("schema") if isinstance(made, dict) else type(made).__name__
        raise InputError("broken_manifest", where=f"{path}: schema", found=found, expected="krapte/1")
    return made
