"""What a visitor takes along on paper: the brief of a question as PDF, and its agenda as a folder in one file.

Both are made in memory, from the laboratory and the answers that the page shows; nothing is written to disk.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from krapte.agenda import folder, make
from krapte.analysis import gaps, urgency
from krapte.analysis.answer import Answer
from krapte.figures.errors import InputError
from krapte.lab import package as packs
from krapte.lab.answers import Answers, Hear
from krapte.lab.question import Question
from krapte.measures import packages
from krapte.measures.packages import Package
from krapte.telling.brief import content, pdf
from krapte.words import text

CUTS = "cuts"  # the package of the third question of the debate
DATED = (2025, 1, 1, 0, 0, 0)  # of files in an archive: the same bytes whenever it is made


def brief(answers: Answers, question: Question, hear: Hear) -> bytes:
    """The brief as PDF: for a package that comes with krapte the bytes that ``krapte brief`` writes."""
    package, answer = _answer(answers, question, hear)
    rows = answers.split_rows(question, question.draws, hear)
    lab = answers.rooms.lab(question, question.draws)
    cuts = lab.run(packages.load(CUTS), hear, split=False, ratios=False)
    told = replace(answer, split=rows)
    material = content.Material(
        told, cuts, urgency.rank(), gaps.find().of("agenda"), packs.brief_command(question, package)
    )
    return pdf.pdf(content.brief(material, question.lang))


def agenda(answers: Answers, question: Question, hear: Hear) -> bytes:
    """The agenda of a question as a zip of the folder that ``krapte agenda new`` writes."""
    package, answer = _answer(answers, question, hear)
    lab = answers.rooms.lab(question, question.draws)
    heads = {name: text(f"agenda.head.{part}", question.lang) for name, part in HEADS.items()}
    files = folder.files(make.agenda(lab, package, answer, make.Wish()), heads)
    if not packs.is_shipped(package):
        files[f"{package.id}.yaml"] = packs.yaml(package).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted(files.items()):
            archive.writestr(zipfile.ZipInfo(f"agenda/{name}", DATED), data, zipfile.ZIP_DEFLATED)
    return made.getvalue()


HEADS = {folder.AGENDA: "agenda", folder.ACTIONS: "actions"}


def _answer(answers: Answers, question: Question, hear: Hear) -> tuple[Package, Answer]:
    """The package, and its answer with its arrays, on the draws of a full answer."""
    package = answers.package(question)
    if package is None:
        found = question.package
        raise InputError("package_without_measures", where="package", found=found, expected="measures")
    lab = answers.rooms.lab(question, question.draws)
    if packs.is_shipped(package):
        return package, lab.run(package.id, hear, split=False, ratios=False)
    return package, lab.run(package, hear, packs.texts(package), split=False, ratios=False)
