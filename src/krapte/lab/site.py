"""The laboratory as a folder of files that needs no server: the page, its texts, packages as computed, and the surface.

Data lie in scripts that put them on one global object, since a page opened from disk may not fetch files. A package as
it comes with krapte holds what the server would answer; what a visitor moves is read from the surface.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from krapte import figures
from krapte.analysis import money
from krapte.country.axes import PILLARS
from krapte.engine import manifest
from krapte.engine.store import MANIFEST
from krapte.lab import card as cards
from krapte.lab import catalogue, surface_error
from krapte.lab import package as packs
from krapte.lab.answers import Answers
from krapte.lab.question import QUICK, Question, Sizes
from krapte.lab.quick import READINGS
from krapte.lab.surface import Point, Surface
from krapte.measures import library, packages
from krapte.measures.packages import Package
from krapte.telling.figure_record import record
from krapte.version import __version__
from krapte.words import LANGUAGES, text

DATA = "data"
HEAD = '<meta charset="utf-8" />'
STILL = f'{HEAD}\n    <meta name="krapte-still" content="{DATA}/" />'
SPOKEN = ("title", "finding", "headline", "made_with", "notes", "link")  # parts of an answer in words
MOST = 2**15 - 1  # of a whole number of two bytes
Progress = Callable[[int, int], None]


class Order(NamedTuple):
    """What a site is asked for."""

    scenario: str = "moderate"
    draws: int = QUICK
    seed: int = 1
    to: int = 2040
    tried: int = surface_error.TRIED
    """Random packages that the error is measured on."""
    only: tuple[str, ...] = ()
    """Measures to put on the surface; those with a slider where none is named."""
    packages: tuple[str, ...] = ()
    """Packages to begin from; all that come with krapte where none is named."""


def files(order: Order, page: Path, progress: Progress | None = None) -> dict[str, bytes]:
    """Every file of the site by its path, the manifest among them; ``page`` is the folder of the built page."""
    names, begins = movable(order), begun(order)
    total, done = 2 * len(names) + 2 * len(begins) + order.tried, 0

    def step() -> None:
        nonlocal done
        done += 1
        if progress:
            progress(done, total)

    answers = Answers(Sizes(order.draws, order.draws))
    question = Question(scenario=order.scenario, to=order.to, seed=order.seed, draws=order.draws)
    surface = Surface(answers.rooms.lab(question, order.draws), names, step)
    for package in begins:
        surface.add(package)
        step()
    error = surface_error.error(surface, begins, order.tried, step)
    made = dict(_page(page))
    made |= {_path("surface"): _script("surface", _surface(surface, begins, error, order))}
    for package in begins:
        name = f"package-{package.id}"
        made[_path(name)] = _script(name, _package(answers, question, package.id))
        step()
    for lang in LANGUAGES:
        made[_path(f"catalogue-{lang}")] = _script(f"catalogue-{lang}", _catalogue(lang, order, begins))
        told = {name: cards.card(name, lang) for name in library.ids()}
        made[_path(f"cards-{lang}")] = _script(f"cards-{lang}", told)
    made[_path("figures")] = _script("figures", {one: record(figures.load()[one]) for one in _named(told)})
    return made | {MANIFEST: _manifest(made, order, error)}


def movable(order: Order) -> list[str]:
    """The measures that have a slider on the page wherever they are: those of the paper, and those beside it."""
    if order.only:
        return sorted(order.only)
    own = [name for name in library.ids() if packs.measure(name).paper and not name.startswith("m2-")]
    beside = [name for name in library.ids() if name.startswith(catalogue.COMPARISON)]
    return sorted({*own, *beside} - {"e1-unfinanced"})


def begun(order: Order) -> list[Package]:
    """The packages to begin from that hold under the scenario."""
    every = [packs.shipped(name) for name in order.packages or packages.ids()]
    return [one for one in every if one.scenario in (None, order.scenario)]


def _package(answers: Answers, question: Question, name: str) -> dict[str, Any]:
    """A package as the server answers it, its words in every language beside the numbers."""
    made: dict[str, Any] = {"words": {}}
    for lang in LANGUAGES:
        asked = question.model_copy(update={"package": name, "lang": lang})
        told = answers.whole(asked, question.draws, _nobody)
        rests = answers.rests(asked, _nobody)
        made["words"][lang] = {part: told[part] for part in SPOKEN} | {
            "snippets": told["snippets"],
            "rests": {part: rests[part] for part in ("lead", "notes")},
        }
        made |= {"answer": {part: told[part] for part in told if part not in (*SPOKEN, "snippets")}}
        made |= {"split": answers.split(asked, question.draws, _nobody)}
        made |= {"rests": {part: rests[part] for part in ("kind", "draws", "rows")}}
    return made


def _surface(surface: Surface, begins: Iterable[Package], error: object, order: Order) -> dict[str, Any]:
    sheets = {
        name: {
            "start": sheet.start,
            "doses": sheet.doses,
            "weights": sheet.weights,
            "prices": sheet.prices,
            "pillar": packs.measure(name).pillar,
            "points": [_point(point, short) for point in sheet.points],
        }
        for name, sheet in surface.sheets.items()
    }
    pairs = [
        {"of": pair, "readings": short(point.readings), "above": whole(point.above)}
        for pair, point in surface.pairs.items()
    ]
    return {
        "draws": order.draws,
        "scenario": order.scenario,
        "seed": order.seed,
        "to": order.to,
        "years": surface.years,
        "readings": READINGS,
        "pillars": PILLARS,
        "public": money.PUBLIC,
        "error": {"tried": order.tried, "readings": error},
        "baseline": _point(surface.baseline, whole),
        "measures": sheets,
        "pairs": pairs,
        "packages": {one.id: _begin(one, surface.packages[one.id]) for one in begins},
    }


def _begin(package: Package, point: Point) -> dict[str, Any]:
    """A package as computed, and the words that its file holds in both languages."""
    words = {part: getattr(package, part).model_dump() for part in ("title", "explanation")}
    words["changed"] = {
        lang: text("lab.changed", lang, title=getattr(package.title, lang)) for lang in LANGUAGES
    }
    beside = None if package.beside is None else package.beside.id
    return {**words, "scenario": package.scenario, "beside": beside, **_point(point, whole)}


def _point(point: Point, written: Callable[[Any], Any]) -> dict[str, Any]:
    eur = {payer: written(cube) for payer, cube in point.eur.items()}
    return {"readings": written(point.readings), "above": whole(point.above), "eur": eur}


def short(values: Any) -> dict[str, Any]:
    """An array as whole numbers of two bytes, each slice of the first axis of three with a scale of its own."""
    cube = np.asarray(values)[None] if np.ndim(values) < 3 else np.asarray(values)
    most = np.abs(cube).max(axis=tuple(range(1, cube.ndim)))
    scale = np.where(most > 0, most / MOST, 1.0)
    rounded = np.rint(cube / scale.reshape(-1, *[1] * (cube.ndim - 1))).astype("<i2")
    return {"scale": [float(one) for one in scale], "short": base64.b64encode(rounded.tobytes()).decode()}


def whole(values: Any) -> dict[str, Any]:
    """An array as floating-point numbers of four bytes."""
    return {"float": base64.b64encode(np.asarray(values).astype("<f4").tobytes()).decode()}


def _catalogue(lang: str, order: Order, begins: Iterable[Package]) -> dict[str, Any]:
    """The catalogue with what can be chosen without a server."""
    known = {one.id for one in begins}
    parts = order.scenario.split("+")
    every = catalogue.everything(lang)
    return every | {
        "draws": dict.fromkeys(("line", "quick", "full"), order.draws),
        "benchmarks": [Question().benchmark],
        "movable": movable(order),
        "packages": [one for one in every["packages"] if one["id"] in known],
        "scenarios": [one for one in every["scenarios"] if one["id"] in parts],
    }


def _named(told: Any) -> list[str]:
    """Every figure that a card leads to."""
    found: set[str] = set()
    if isinstance(told, dict):
        found |= set(told.get("figures") or ()) | ({told["figure"]} if "figure" in told else set())
        found |= {name for part in told.values() for name in _named(part)}
    elif isinstance(told, list):
        found |= {name for part in told for name in _named(part)}
    return sorted(found)


def _page(page: Path) -> Iterator[tuple[str, bytes]]:
    for folder, below in ((page, ""), (Path(str(resources.files("krapte.telling") / "fonts")), "fonts/")):
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                yield below + path.relative_to(folder).as_posix(), path.read_bytes()
    index = (page / "index.html").read_text(encoding="utf-8")
    yield "index.html", index.replace(HEAD, STILL, 1).encode()


def _manifest(made: dict[str, bytes], order: Order, error: object) -> bytes:
    told = {
        "schema": "krapte/1",
        "what": "laboratory",
        "version": __version__,
        "question": {part: getattr(order, part) for part in ("scenario", "draws", "seed", "to")},
        "error": {"tried": order.tried, "readings": error},
        "inputs": manifest.inputs({}),
        "versions": manifest.versions(),
        "files": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(made.items())},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def _path(name: str) -> str:
    return f"{DATA}/{name}.js"


def _script(name: str, data: Any) -> bytes:
    told = json.dumps(data, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f"(self.krapte ??= {{}})[{json.dumps(name)}] = {told};\n".encode()


def _nobody(done: int, total: int) -> None:
    del done, total
