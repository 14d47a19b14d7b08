"""``krapte agenda``: goals, means and actions in a folder: made, checked, shown, to a spreadsheet and back."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from krapte.cli import options as o
from krapte.cli import run, show
from krapte.cli.machines import runs_draws
from krapte.words import explain, text

if TYPE_CHECKING:
    from krapte.agenda.check import Report
    from krapte.agenda.folder import Agenda

BAD_INPUT = 2
DEFAULT = Path("agenda")
RERUN_DRAWS = 64

Folder = Annotated[Path, typer.Argument(help=text("arg.agenda", o.HELP_LANG))]
OutFolder = Annotated[Path, typer.Option("--out", help=text("opt.out", o.HELP_LANG))]
Probability = Annotated[float, typer.Option("--probability", help=text("opt.probability", o.HELP_LANG))]
Public = Annotated[
    float | None, typer.Option("--public", help=text("opt.public", o.HELP_LANG), show_default=False)
]
Private = Annotated[
    float | None, typer.Option("--private", help=text("opt.private", o.HELP_LANG), show_default=False)
]
Complete = Annotated[bool, typer.Option("--complete", help=text("opt.complete", o.HELP_LANG))]
Rerun = Annotated[bool, typer.Option("--rerun", help=text("opt.rerun", o.HELP_LANG))]
RerunDraws = Annotated[int, typer.Option("--draws", help=text("opt.draws", o.HELP_LANG))]

app = typer.Typer(
    help=text("cli.agenda", o.HELP_LANG),
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.command("new", help=text("cli.agenda_new", o.HELP_LANG))
@runs_draws
def new(
    package: Annotated[str, typer.Argument(help=text("arg.package", o.HELP_LANG))],
    out: OutFolder = DEFAULT,
    probability: Probability = 0.5,
    public: Public = None,
    private: Private = None,
    scenario: o.ScenarioOfPackage = None,
    draws: o.Draws = 1000,
    seed: o.Seed = 1,
    to: o.To = 2040,
    benchmark: o.Benchmark = "own",
    prior: o.Prior = False,
    lang: o.Lang = None,
    replace: o.Replace = False,
) -> None:
    """Answer the package and write its agenda; what nobody has decided says so."""
    from krapte.cli.progress import Progress
    from krapte.engine import store
    from krapte.measures import packages

    told = str(lang)
    run.check_numbers(draws, seed, to, benchmark)
    chosen = packages.load(package)
    world = scenario or chosen.scenario or run.MODERATE
    run.check_scenario(world)
    o.check_budget("--public", public)
    o.check_budget("--private", private)
    store.prepare(out, replace)
    with Progress(told) as progress:
        from krapte.agenda import check as checking
        from krapte.agenda import folder, make
        from krapte.analysis.laboratory import Laboratory

        lab = Laboratory(scenario=world, draws=draws, seed=seed, to=to, benchmark=benchmark, prior=prior)
        answer = lab.run(package, progress, split=False, ratios=False)
        wish = make.Wish(probability, public, private)
        agenda = make.agenda(lab, chosen, answer, wish)
    files = folder.files(agenda, heads(told)) | _log(out)
    store.write_files(out, files, replace)
    show.aside(text("cli.written", told, folder=out, count=len(files)))
    report = checking.check(folder.read(out))
    _say(agenda, report, told)
    show.aside(run.closing(draws, answer.rows, answer.runs, answer.seconds, told))


@app.command("example", help=text("cli.agenda_example", o.HELP_LANG))
def example(
    out: Annotated[Path, typer.Option("--out", help=text("opt.out", o.HELP_LANG))] = Path("agenda-then"),
    package: Annotated[str, typer.Option("--package", help=text("arg.package", o.HELP_LANG))] = "paper",
    origin: Annotated[int, typer.Option("--origin", help=text("opt.origin", o.HELP_LANG))] = 2018,
    probability: Probability = 0.5,
    public: Public = None,
    draws: Annotated[int, typer.Option("--draws", help=text("opt.draws", o.HELP_LANG))] = 512,
    seed: o.Seed = 1,
    lang: o.Lang = None,
    replace: o.Replace = False,
) -> None:
    """The agenda of a package as if decided in a past year, and what was published since, for the monitor."""
    from krapte.cli.progress import Progress
    from krapte.engine import store

    told = str(lang)
    o.check_range("draws_out_of_range", "--draws", draws, o.DRAWS)
    o.check_range("seed_out_of_range", "--seed", seed, o.SEEDS)
    o.check_budget("--public", public)
    store.prepare(out, replace)
    with Progress(told) as progress:
        from krapte.agenda import check as checking
        from krapte.agenda import example, folder, make

        wish = make.Wish(probability, public)
        agenda = example.agenda(origin, package, wish, draws, seed, progress)
        figures = example.realised(origin, agenda.distribution, told)
    files = folder.files(agenda, heads(told, origin)) | {example.FILE: figures} | _log(out)
    store.write_files(out, files, replace)
    show.aside(text("cli.written", told, folder=out, count=len(files)))
    _say(agenda, checking.check(folder.read(out)), told)
    show.out(text("agenda.then.note", told, year=origin))
    show.out(f"krapte monitor {out} --realised {out / example.FILE}")


@app.command("check", help=text("cli.agenda_check", o.HELP_LANG))
@runs_draws
def check(
    folder: Folder = DEFAULT,
    complete: Complete = False,
    rerun: Rerun = False,
    draws: RerunDraws = RERUN_DRAWS,
    lang: o.Lang = None,
    format: o.Format = "table",
) -> None:
    """What is wrong, and what is still open; exit code 2 when anything is wrong (or open, with ``--complete``)."""
    told = str(lang)
    agenda, report = _read(folder, told, rerun, draws)
    bad = [*report.wrong, *(report.open if complete else [])]
    if format == "table":
        for file, note in agenda.notes:
            show.out(text(f"csv.{note}", told, file=file))
        for one in bad:
            show.aside(f"krapte: {explain(one, told)}")
        _say(agenda, report, told)
    else:
        rows = [
            {
                "wrong": one in report.wrong,
                "code": one.code,
                "where": one.where,
                "message": explain(one, told),
            }
            for one in [*report.wrong, *report.open]
        ]
        show.listing("agenda", format, told, rows, {})
    if bad:
        raise typer.Exit(BAD_INPUT)


@app.command("show", help=text("cli.agenda_show", o.HELP_LANG))
def show_(folder: Folder = DEFAULT, lang: o.Lang = None, format: o.Format = "table") -> None:
    """Goals, means and actions; as json the whole agenda."""
    from krapte.agenda.check import measures_of
    from krapte.telling import agenda_table as table

    told = str(lang)
    agenda, report = _read(folder, told)
    if format == "json":
        data: dict[str, Any] = {"schema": show.SCHEMA, "what": "agenda"}
        data |= {"agenda": agenda.about.model_dump(by_alias=True)}
        data |= {"actions": [one.model_dump() for one in agenda.actions]}
        data |= {"means": [dict(zip(one._fields[:7], one[:7], strict=True)) for one in agenda.means]}
        show.out(json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False))
        return
    known = measures_of(agenda)
    grids = [table.goals(agenda, report, told), table.means(agenda, known, told)]
    grids.append(table.actions(agenda, known, told))
    if format == "csv":
        from krapte.telling.export import csv_bytes

        first = grids[0]
        rows = [dict(zip(first.heads, line, strict=True)) for line in first.cells]
        show.out(csv_bytes(first.heads, rows).decode(), end="")
        return
    _say(agenda, report, told)
    for one in grids:
        show.out("")
        show.grid(one)
    show.out(text("agenda.note", told))


@app.command("export", help=text("cli.agenda_export", o.HELP_LANG))
def export(
    folder: Folder = DEFAULT,
    out: Annotated[Path, typer.Option("--out", help=text("opt.out_file", o.HELP_LANG))] = Path("agenda.xlsx"),
    lang: o.Lang = None,
    replace: o.Replace = False,
) -> None:
    """The agenda as a spreadsheet, one sheet per part."""
    from krapte.agenda import folder as files
    from krapte.agenda import sheets
    from krapte.engine import store

    store.write_file(out, sheets.write(files.read(folder)), replace)
    show.aside(text("cli.written_file", str(lang), file=out))


@app.command("import", help=text("cli.agenda_import", o.HELP_LANG))
def import_(
    file: Annotated[Path, typer.Argument(help=text("arg.xlsx", o.HELP_LANG))],
    out: OutFolder = DEFAULT,
    lang: o.Lang = None,
    replace: o.Replace = False,
) -> None:
    """The folder of a spreadsheet that ``export`` made."""
    from krapte.agenda import folder as files
    from krapte.agenda import sheets
    from krapte.engine import store

    made = files.files(sheets.read(file), heads(str(lang))) | _log(out)
    store.write_files(out, made, replace)
    show.aside(text("cli.written", str(lang), folder=out, count=len(made)))


def heads(lang: str, origin: int | None = None) -> dict[str, str]:
    """The comments at the top of the YAML files of a new agenda, or of one as if decided in a past year."""
    from krapte.agenda.folder import ACTIONS, AGENDA

    if origin is not None:
        note = text("agenda.then.note", lang, year=origin)
        return {name: f"{note}\n{head}" for name, head in heads(lang).items()}
    return {AGENDA: text("agenda.head.agenda", lang), ACTIONS: text("agenda.head.actions", lang)}


def _log(out: Path) -> dict[str, bytes]:
    """The log of the monitor in a folder that is replaced: what was concluded before stays."""
    from krapte.agenda.monitor import LOG

    return {LOG: (out / LOG).read_bytes()} if (out / LOG).is_file() else {}


def _read(folder: Path, lang: str, rerun: bool = False, draws: int = RERUN_DRAWS) -> tuple[Agenda, Report]:
    """The agenda of a folder with its report; on request from the actions as they now stand, run again."""
    from krapte.agenda import check as checking
    from krapte.agenda import folder as files

    agenda = files.read(folder)
    if not rerun:
        return agenda, checking.check(agenda)
    from krapte.agenda import again
    from krapte.cli.progress import Progress

    o.check_range("draws_out_of_range", "--draws", draws, o.DRAWS)
    with Progress(lang) as progress:
        table = again.table(agenda, draws, progress)
    return agenda, checking.check(agenda, table)


def _say(agenda: Agenda, report: Report, lang: str) -> None:
    from krapte.telling import agenda_table as table

    for sentence in table.sentences(agenda, report, lang):
        show.out(sentence)
