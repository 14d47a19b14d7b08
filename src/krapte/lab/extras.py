"""HTTP for what is asked apart, since it takes long: why an interval is as wide, the brief and the agenda."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import JSONResponse, Response

from krapte.lab import papers
from krapte.lab.answers import Answers
from krapte.lab.api import LATE, WRONG, Doses, Words, wait
from krapte.lab.desk import Desk
from krapte.lab.question import Question, of_link
from krapte.lab.reasons import Reasons

LANE = "split"  # everything else on the page goes first


def link(
    p: Words = "paper",
    s: Words = "moderate",
    m: Doses = "",
    b: Words = "own",
    to: Words = "2040",
    seed: Words = "1",
    l: Annotated[str, Query(max_length=64, description="nl or en")] = "nl",  # noqa: E741  as in a link
) -> Question:
    """The question of a link; its year is that of the headline."""
    parts = {"p": p, "s": s, "m": m, "b": b, "to": to, "seed": seed, "l": l}
    parts |= {"y": to} if to.isdigit() and int(to) < Question().year else {}
    return of_link(parts)


Asked = Annotated[Question, Depends(link)]


def routes(answers: Answers, desk: Desk) -> APIRouter:
    """The three of them; each is called back when its client leaves."""
    made = APIRouter(responses=WRONG)  # type: ignore[arg-type]
    reasons = Reasons(answers)

    def full(question: Question) -> Question:
        """The question with the draws of a full answer of this server, refused where no package can have it."""
        answers.measures_of(question)
        return question.model_copy(update={"draws": answers.sizes.full})

    @made.get("/why", responses=LATE)  # type: ignore[arg-type]
    async def why(request: Request, asked: Asked) -> Any:
        """The five inputs that carry most of the interval of an answer, in words, with their letters."""
        question = full(asked)
        return JSONResponse(await wait(request, desk, LANE, lambda hear: reasons.why(question, hear)))

    @made.get("/brief.pdf", responses=LATE, response_class=Response)  # type: ignore[arg-type]
    async def brief(request: Request, asked: Asked) -> Any:
        """The brief for a debate as PDF, of the package and in the language of the link."""
        question = full(asked)
        data = await wait(request, desk, LANE, lambda hear: papers.brief(answers, question, hear))
        return _file(data, "application/pdf", f"krapte-{question.package}-{question.lang}.pdf")

    @made.get("/agenda.zip", responses=LATE, response_class=Response)  # type: ignore[arg-type]
    async def agenda(request: Request, asked: Asked) -> Any:
        """The agenda of the package: goals, means and actions as plain files in a zip."""
        question = full(asked)
        data = await wait(request, desk, LANE, lambda hear: papers.agenda(answers, question, hear))
        return _file(data, "application/zip", f"krapte-agenda-{question.package}.zip")

    return made


def _file(data: bytes, kind: str, name: str) -> Response:
    return Response(data, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})
