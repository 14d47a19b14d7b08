"""``krapte brief PACKAGE --out FILE``: the brief for a debate as PDF or as one HTML page, by the file's ending."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from krapte.cli import options as o
from krapte.cli import run, show
from krapte.cli.machines import runs_draws
from krapte.figures.errors import InputError
from krapte.words import text

if TYPE_CHECKING:
    from krapte.agenda.folder import Agenda
    from krapte.telling.brief.content import Material

FORMS = (".pdf", ".html")
CUTS = "cuts"  # the package of the third question

AgendaFolder = Annotated[
    Path | None, typer.Option("--agenda", help=text("opt.agenda", o.HELP_LANG), show_default=False)
]


@runs_draws
def brief(
    package: Annotated[str, typer.Argument(help=text("arg.package", o.HELP_LANG))],
    out: Annotated[Path, typer.Option("--out", help=text("opt.out_brief", o.HELP_LANG))] = Path("brief.pdf"),
    agenda: AgendaFolder = None,
    scenario: o.ScenarioOfPackage = None,
    draws: o.Draws = 1000,
    seed: o.Seed = 1,
    to: o.To = 2040,
    benchmark: o.Benchmark = "own",
    prior: o.Prior = False,
    why: o.Why = False,
    lang: o.Lang = None,
    replace: o.Replace = False,
) -> None:
    """Answer the package and the cuts on the same draws, and tell both with the other questions of the debate."""
    from krapte.engine import store
    from krapte.measures import packages

    told = str(lang)
    run.check_numbers(draws, seed, to, benchmark)
    chosen = packages.load(package)
    if not chosen.rows:
        raise InputError("package_without_measures", where="PACKAGE", found=package, expected="measures")
    world = scenario or chosen.scenario or run.MODERATE
    run.check_scenario(world)
    if out.suffix not in FORMS:
        raise InputError("not_one_of", where="--out", found=out.name, expected=" | ".join(FORMS))
    store.check_file(out, replace)
    material = _material(package, agenda, told, (world, draws, seed, to, benchmark, prior), why)
    store.write_file(out, _made(material, told, out.suffix), replace)
    show.aside(text("cli.written_file", told, file=out))
    answer = material.answer
    show.aside(run.closing(draws, answer.rows, answer.runs, answer.seconds, told))


def _material(
    package: str, agenda: Path | None, lang: str, asked: tuple[str, int, int, int, str, bool], why: bool
) -> Material:
    """Everything a brief needs, the agenda read before anything is computed."""
    from krapte.agenda import check, folder
    from krapte.cli.progress import Progress
    from krapte.telling.brief.content import Material

    kept = None if agenda is None else folder.read(agenda)
    if kept is not None and kept.about.package != Path(package).stem:
        where = f"{agenda}: package"
        raise InputError("agenda_of_other_package", where=where, found=kept.about.package, expected=package)
    if kept is not None and (of := _question(kept)) != (asked[0], asked[4], asked[5]):
        found, wanted = _named(*of), _named(asked[0], asked[4], asked[5])
        raise InputError("agenda_of_other_question", where=f"{agenda}", found=found, expected=wanted)
    with Progress(lang) as progress:
        from krapte.analysis import gaps, urgency
        from krapte.analysis.laboratory import Laboratory

        names = ("scenario", "draws", "seed", "to", "benchmark")
        question = dict(zip(names, asked, strict=False))
        lab = Laboratory(**question, prior=asked[5])  # type: ignore[arg-type]
        answer = lab.run(package, progress, ratios=False, why=why)
        cuts = lab.run(CUTS, progress, split=False, ratios=False)
        urgent = urgency.rank()
    options = " ".join(f"--{name} {value}" for name, value in question.items())
    more = " --prior" if asked[5] else ""
    more += (" --agenda DIR" if kept else "") + (" --why" if why else "")
    command = f"krapte brief {Path(package).name} --lang {lang} {options}{more}"
    report = None if kept is None else check.check(kept)
    known = None if kept is None else check.measures_of(kept)
    return Material(answer, cuts, urgent, gaps.find().of("agenda"), command, kept, report, known)


def _question(kept: Agenda) -> tuple[str, str, bool]:
    """What a brief and its agenda must be asked alike."""
    return kept.about.scenario, kept.about.benchmark, kept.prior


def _named(scenario: str, benchmark: str, prior: bool) -> str:
    return f"{scenario}, {benchmark}" + (", --prior" if prior else "")


def _made(material: Material, lang: str, form: str) -> bytes:
    from krapte.telling.brief import content, html, pdf

    whole = content.brief(material, lang)
    return pdf.pdf(whole) if form == ".pdf" else html.page(whole).encode()
