"""The server: HTTP and JSON for machines, a WebSocket for play, and the built page. It keeps nothing of a visitor."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator, Iterable
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any

from fastapi import FastAPI, Request, WebSocket, WebSocketDisconnect
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from krapte.figures.errors import InputError, InvariantError
from krapte.lab import catalogue, extras
from krapte.lab.answers import Answers
from krapte.lab.api import refused, routes
from krapte.lab.desk import Desk, Superseded, Ticket
from krapte.lab.play import Visitor
from krapte.lab.question import Question, Sizes
from krapte.lab.safety import Gate
from krapte.version import __version__
from krapte.words import LANGUAGES

VISITORS = 200  # connections at once
TRY_LATER = 1013  # the WebSocket's code for a server that is full
ABOUT = "Which measures close the Dutch shortage of technicians, by when, at what cost, and how sure are we?"


class State:
    """What the server shares: answers, desk, and how many play."""

    def __init__(self, sizes: Sizes | None) -> None:
        self.answers, self.desk = Answers(sizes), Desk()
        self.playing = 0
        self.is_warm = threading.Event()
        self.stopping = False


def make(
    hosts: Iterable[str] = (), root_path: str = "", warm: bool = True, sizes: Sizes | None = None
) -> FastAPI:
    """The application; ``hosts`` are names it may be called by besides those of this computer."""
    state = State(sizes)

    @contextlib.asynccontextmanager
    async def life(_: FastAPI) -> AsyncIterator[None]:
        first = asyncio.create_task(_warm(state)) if warm else None
        yield
        state.stopping = True
        if first is not None:
            first.cancel()
        state.desk.close()

    app = FastAPI(
        title="krapte",
        summary=ABOUT,
        version=__version__,
        docs_url=None,  # those pages load scripts from elsewhere
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=life,
    )
    app.state.lab = state
    app.add_middleware(Gate, hosts=tuple(hosts), root_path=root_path)
    app.include_router(routes(state.answers, state.desk, state.is_warm), prefix="/api/v1")
    app.include_router(extras.routes(state.answers, state.desk), prefix="/api/v1")
    _errors(app)
    _play(app, state)
    _page(app)
    return app


async def _warm(state: State) -> None:
    """Compile, and answer what a visitor meets first, before one comes."""
    question, ticket, (quick, full) = Question(), Ticket(), state.answers.sizes
    for lang in LANGUAGES:
        await asyncio.to_thread(catalogue.everything, lang)
    with contextlib.suppress(Superseded, InputError):
        await state.desk.do("quick", ticket, partial(state.answers.line, question))
        await state.desk.do("quick", ticket, partial(state.answers.whole, question, quick))
        state.is_warm.set()
        await state.desk.do("full", ticket, partial(state.answers.whole, question, full))
        await state.desk.do("full", ticket, partial(state.answers.split, question, quick))
        for name in state.answers.measures_of(question):
            await state.desk.do("full", ticket, partial(state.answers.alone, question, name))
        await state.desk.do("split", ticket, partial(state.answers.rests, question))
        await state.desk.do("split", ticket, partial(state.answers.split, question, full))


def _errors(app: FastAPI) -> None:
    """Every error as JSON: code, place, found, expected, and one sentence."""

    @app.exception_handler(InputError)
    async def _bad(request: Request, error: InputError) -> JSONResponse:
        return refused(request, error)

    @app.exception_handler(InvariantError)
    async def _broken(request: Request, error: InvariantError) -> JSONResponse:
        return refused(request, InputError("lab_broken", where=error.code), 500)

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> JSONResponse:
        made = refused(request, InputError("lab_no_page", where=request.url.path[:200]), error.status_code)
        made.headers.update(error.headers or {})
        return made


def _play(app: FastAPI, state: State) -> None:
    @app.websocket("/play")
    async def play(socket: WebSocket) -> None:
        await socket.accept()
        if state.playing >= VISITORS or state.stopping:
            await socket.close(TRY_LATER)
            return
        state.playing += 1

        async def send(words: dict[str, Any]) -> None:
            await socket.send_text(json.dumps(words, ensure_ascii=False, allow_nan=False))

        visitor = Visitor(state.answers, state.desk, send)
        try:
            while True:
                await visitor.hear(await socket.receive_text())
        except (WebSocketDisconnect, KeyError, RuntimeError, TimeoutError, ConnectionError):
            pass  # gone, sent bytes for text, or never reads
        finally:
            state.playing -= 1
            visitor.leave()
            with contextlib.suppress(RuntimeError):
                await socket.close()


def assets() -> Path:
    """The folder of the built page."""
    return Path(str(resources.files("krapte.lab") / "page"))


def _page(app: FastAPI) -> None:
    """The built page, with addresses that hold under any path prefix, and krapte's own typeface."""
    folder = assets()
    if not (folder / "index.html").is_file():
        raise InputError("lab_no_assets", where=str(folder))
    fonts = Path(str(resources.files("krapte.telling") / "fonts"))
    app.mount("/fonts", StaticFiles(directory=fonts), name="fonts")
    app.mount("/", StaticFiles(directory=folder, html=True), name="page")
