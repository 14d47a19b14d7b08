"""The texts an answer's package was read from, so that a manifest alone can make the answer again."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from krapte.measures import checks, library, packages
from krapte.measures.packages import Package

PACKAGE = ".package.yaml"  # how the text of the package itself is named


def texts(asked: str | Path, package: Package) -> dict[str, str]:
    """Texts by file name: the package (or the measure that is the whole package) first, then its measures.

    A user's measure beside the package file comes before a shipped one of that name, as when it is loaded.
    """
    shipped = isinstance(asked, str) and asked in packages.ids()
    if (
        isinstance(asked, str) and asked in library.ids() and not shipped
    ):  # a measure that is the whole package
        return {f"{asked}{PACKAGE}": _shipped(library.FOLDER, asked)}
    if shipped:
        made = {f"{asked}{PACKAGE}": _shipped(packages.FOLDER, str(asked))}
    else:
        path = Path(asked)
        made = {f"{path.stem}{PACKAGE}": path.read_text(encoding="utf-8-sig")}
    avoided = package.avoided.measures if package.avoided else ()
    for measure in (*package.measures, *avoided):
        beside = None if shipped else Path(asked).parent / f"{measure.id}.yaml"
        if beside is not None and beside.is_file() and beside != Path(asked):
            made[f"{measure.id}.yaml"] = beside.read_text(encoding="utf-8-sig")
        elif measure.id in library.ids():
            made[f"{measure.id}.yaml"] = _shipped(library.FOLDER, measure.id)
    return made


def load(texts: dict[str, str], folder: Path) -> Package:
    """The package of such texts (in any order), written out to ``folder`` first.

    A measure may share a limit with one that stood beside it and is not in the package: it was there when asked.
    """
    for name, text in texts.items():
        (folder / Path(name).name).write_text(text, encoding="utf-8")
    (whole,) = [name for name in texts if name.endswith(PACKAGE)]
    known = checks.everything_known()._replace(measures=None)
    return packages.load(folder / Path(whole).name, known)


def _shipped(folder: str, name: str) -> str:
    return (resources.files("krapte.measures") / folder / f"{name}.yaml").read_text(encoding="utf-8")
