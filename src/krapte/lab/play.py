"""Play: one visitor's moves over a WebSocket, each answered at once and then better.

The visitor sends the whole question each time (``{"kind": "ask", "id": 7, "rest": false, "question": {...}}``) and
gets the line of a typical run. When the hand rests the same question comes with ``"rest": true``: line, band, quick
answer, full answer, quick split, what each measure does alone, full split. A newer message calls back what is not
done yet.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any

from krapte.figures.errors import InputError, InvariantError
from krapte.lab import told
from krapte.lab.answers import Answers, Hear
from krapte.lab.desk import Desk, Superseded, Ticket
from krapte.lab.question import Question, read, shown
from krapte.words import LANGUAGES, explain

LONGEST = 16_000  # characters of one message
SLOWEST = 10.0  # seconds a visitor may take to read one message
TELL_EVERY = 0.5  # seconds between two words on progress
Send = Callable[[dict[str, Any]], Awaitable[None]]


class Visitor:
    """One connection: takes messages, sends answers, and forgets what was superseded."""

    def __init__(self, answers: Answers, desk: Desk, send: Send) -> None:
        self._answers, self._desk, self._send = answers, desk, send
        self._ticket = Ticket()
        self._task: asyncio.Task[None] | None = None

    async def hear(self, raw: str) -> None:
        """One message; what cannot be read is answered with what was found and expected."""
        lang = LANGUAGES[0]
        number = 0
        try:
            if len(raw) > LONGEST:
                raise InputError("lab_too_large", where="message", found=len(raw), expected=f"<= {LONGEST}")
            message = _message(raw)
            number = _number(message.get("id", 0))
            asked = message.get("question", {})
            if not isinstance(asked, dict):
                raise InputError("lab_bad_field", where="question", found=shown(asked), expected="a mapping")
            if asked.get("lang") in LANGUAGES:
                lang = asked["lang"]
            question = read(asked)
            self._answers.measures_of(question)  # refuses what no package can have
        except InputError as error:
            await self._say(number, refusal(error, lang))
            return
        self.leave()
        self._ticket = Ticket()
        self._task = asyncio.create_task(
            self._answer(number, question, bool(message.get("rest")), self._ticket)
        )

    def leave(self) -> None:
        """Call back what is not done: the visitor moved on, or is gone."""
        self._ticket.call_back()

    async def done(self) -> None:
        """Wait for the last answer; for tests."""
        if self._task is not None:
            await self._task

    async def _answer(self, number: int, question: Question, rest: bool, ticket: Ticket) -> None:
        """The answers to one message, the quickest first; superseded work ends without a word."""
        try:
            await self._tell(number, ticket, "line", partial(self._answers.line, question))
            if rest:
                await self._at_rest(number, question, ticket)
                await self._say(number, {"kind": "done"})
        except Superseded:
            return
        except (InputError, InvariantError) as error:
            if not ticket.is_over:
                await self._say(number, refusal(error, question.lang))
        except (ConnectionError, RuntimeError, TimeoutError):
            ticket.call_back()  # the visitor is gone or never reads

    async def _at_rest(self, number: int, question: Question, ticket: Ticket) -> None:
        """Quick, then full, then what takes longest; what is known already comes first."""
        answers, (quick, full) = self._answers, self._answers.sizes

        if not answers.is_known(question, full):
            early = partial(answers.whole, question, quick, say=self._saying(number, ticket))
            await self._tell(number, ticket, "quick", early)
        if question.beside:
            await self._tell(number, ticket, "quick", partial(answers.compare, question))
        await self._tell(number, ticket, "full", partial(answers.whole, question, full))
        if not answers.is_shared_out(question, full):
            await self._tell(number, ticket, "full", partial(answers.split, question, quick))
        for name in answers.measures_of(question):
            await self._tell(number, ticket, "full", partial(answers.alone, question, name))
        await self._tell(number, ticket, "split", partial(answers.rests, question))
        await self._tell(number, ticket, "split", partial(answers.split, question, full))

    async def _tell(
        self, number: int, ticket: Ticket, lane: str, work: Callable[[Hear], dict[str, Any]]
    ) -> None:
        """The result of a piece of work, unless something newer was asked meanwhile."""
        say, last = self._saying(number, ticket), [time.monotonic()]

        def listened(hear: Hear) -> dict[str, Any]:
            def told_on(done: int, total: int) -> None:
                hear(done, total)
                now = time.monotonic()
                if total and now - last[0] > TELL_EVERY:
                    last[0] = now
                    say({"kind": "progress", "done": done, "total": total})

            return work(told_on)

        made = await self._desk.do(lane, ticket, listened)
        await self._if_wanted(number, ticket, made)

    def _saying(self, number: int, ticket: Ticket) -> Callable[[dict[str, Any]], None]:
        """What a thread of the desk says words with while its work goes on."""
        loop = asyncio.get_running_loop()

        def say(words: dict[str, Any]) -> None:
            asyncio.run_coroutine_threadsafe(self._if_wanted(number, ticket, words), loop)

        return say

    async def _if_wanted(self, number: int, ticket: Ticket, words: dict[str, Any]) -> None:
        if ticket.is_over:
            raise Superseded
        await self._say(number, words)

    async def _say(self, number: int, words: dict[str, Any]) -> None:
        await asyncio.wait_for(self._send({"id": number, **words}), SLOWEST)


def refusal(error: InputError | InvariantError, lang: str) -> dict[str, Any]:
    """An error as a message."""
    if isinstance(error, InvariantError):
        return {"kind": "error", **told.problem(error.code, "", "", "", explain(error, lang))}
    first = getattr(error, "errors", (error,))[0]
    parts = (first.code, first.where, first.found, first.expected, explain(first, lang))
    return {"kind": "error", **told.problem(*parts)}


def _message(raw: str) -> dict[str, Any]:
    try:
        made = json.loads(raw)
    except (ValueError, RecursionError):
        raise InputError("lab_bad_message", where="message", found=shown(raw), expected="JSON") from None
    if not isinstance(made, dict) or made.get("kind") != "ask":
        raise InputError("lab_bad_message", where="kind", found=shown(made), expected='{"kind": "ask", ...}')
    unknown = sorted(set(made) - {"kind", "id", "rest", "question"})
    if unknown:
        expected = "kind, id, rest, question"
        raise InputError("lab_bad_message", where=shown(unknown[0]), found=shown(unknown), expected=expected)
    return made


def _number(found: Any) -> int:
    if not isinstance(found, int) or isinstance(found, bool) or abs(found) >= 2**53:
        raise InputError("lab_bad_field", where="id", found=shown(found), expected="a whole number")
    return found
