"""HTTP and JSON for machines: the catalogue, an answer with the rows of the command line, cards and figures."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, PlainTextResponse

from krapte import figures
from krapte.figures.errors import InputError
from krapte.lab import card as cards
from krapte.lab import catalogue, package, told
from krapte.lab.answers import Answers, Hear
from krapte.lab.desk import Busy, Desk, Superseded, Ticket, TooLong
from krapte.lab.question import QUICK, Question, of_link
from krapte.telling.export import COLUMNS, csv_bytes
from krapte.telling.figure_record import record
from krapte.words import LANGUAGES, explain, language

LOOK = 0.2  # seconds between two looks whether the client is still there
RETRY = 3  # seconds to come back after
WRONG = {422: {"description": "What is wrong, where, what was found and what was expected."}}
LATE = {503: {"description": "Too busy; come back."}, 504: {"description": "It took too long."}}
Words = Annotated[str, Query(max_length=64)]
Doses = Annotated[str, Query(max_length=4000, description="p1:2400@2028,e2:0")]
Lang = Annotated[str, Query(alias="lang", max_length=64, description="nl or en")]


def refused(request: Request, error: InputError, status: int | None = None) -> JSONResponse:
    """An error as JSON in the language of the request."""
    first = getattr(error, "errors", (error,))[0]
    asked = request.query_params.get("l") or request.query_params.get("lang")
    lang = asked if asked in LANGUAGES else language(request.headers.get("accept-language"))
    code = status or (503 if isinstance(error, Busy) else 504 if isinstance(error, TooLong) else 422)
    parts = (first.code, first.where, first.found, first.expected, explain(first, lang))
    headers = {"retry-after": str(RETRY)} if code == 503 else {}
    return JSONResponse(told.problem(*parts), code, headers=headers)


def routes(answers: Answers, desk: Desk, is_warm: threading.Event) -> APIRouter:
    """All routes; a mistake in a request is answered by the field it is in."""
    made = APIRouter(responses=WRONG)  # type: ignore[arg-type]
    _lists(made, desk, is_warm)

    @made.get("/answer", responses=LATE)  # type: ignore[arg-type]
    async def answer(
        request: Request,
        p: Words = "paper",
        s: Words = "moderate",
        m: Doses = "",
        b: Words = "own",
        to: Words = "2040",
        draws: Words = str(QUICK),
        seed: Words = "1",
        split: bool = False,
        format: Words = "json",
    ) -> Any:
        """The answer to a package: rows as ``krapte answer --format json`` gives them, or ``format=csv``."""
        if format not in ("json", "csv"):
            raise InputError("unknown_format", where="format", found=format, expected="json, csv")
        parts = {"p": p, "s": s, "b": b, "to": to, "draws": draws, "seed": seed}
        question = of_link(parts | {"m": m, "y": to})
        lane = "split" if split else "quick" if question.draws <= QUICK else "full"
        answers.measures_of(question)
        found = await wait(request, desk, lane, lambda hear: answers.payload(question, split, hear))
        if format == "csv":
            return PlainTextResponse(csv_bytes(COLUMNS, found["rows"]), media_type="text/csv; charset=utf-8")
        return JSONResponse(found)

    @made.get("/package.yaml", response_class=PlainTextResponse)
    async def package_file(p: Words = "paper", m: Doses = "") -> str:
        """The package of a question as a file of one's own."""
        made_package = package.of(of_link({"p": p, "m": m}))
        return "" if made_package is None else package.yaml(made_package)

    return made


def _lists(made: APIRouter, desk: Desk, is_warm: threading.Event) -> None:
    """What needs no computing."""

    @made.get("/health")
    async def health() -> dict[str, Any]:
        """Whether the server is ready, and what waits."""
        return {"status": "ready" if is_warm.is_set() else "warming", "waiting": desk.waiting}

    @made.get("/catalogue")
    async def everything(lang: Lang = "nl") -> dict[str, Any]:
        """Measures, packages, scenarios, groups, years and the words of the page."""
        return await asyncio.to_thread(catalogue.everything, _known(lang))

    @made.get("/measures/{name}")
    async def measure(name: str, lang: Lang = "nl") -> dict[str, Any]:
        """The card of a measure."""
        return await asyncio.to_thread(cards.card, name, _known(lang))

    @made.get("/figures/{name}")
    async def figure(name: str) -> dict[str, Any]:
        """A published figure with its source, and the place in it."""
        return record(figures.load()[name[:120]])

    @made.get("/link")
    async def link(request: Request) -> dict[str, Any]:
        """Whether every part of a link still exists; the question it asks."""
        question: Question = of_link(dict(request.query_params))
        package.of(question)
        return question.model_dump()


def _known(lang: str) -> str:
    if lang not in LANGUAGES:
        raise InputError("unknown_language", where="lang", found=lang, expected=", ".join(LANGUAGES))
    return lang


async def wait(request: Request, desk: Desk, lane: str, work: Callable[[Hear], Any]) -> Any:
    """The result of some work, called back when the client leaves."""
    ticket = Ticket()
    task = asyncio.create_task(desk.do(lane, ticket, work))
    while not task.done():
        await asyncio.wait({task}, timeout=LOOK)
        if not task.done() and await request.is_disconnected():
            ticket.call_back()
            break
    try:
        return await task
    except Superseded:
        raise Busy("lab_busy", where=lane) from None
