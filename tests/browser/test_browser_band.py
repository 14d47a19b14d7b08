"""The band that comes before the whole quick answer: there at once, marked, and never at odds with the sentence."""

from __future__ import annotations

import re

import pytest

from browser_steps import WAIT, full

pytestmark = pytest.mark.browser

# Every state the page was in, as a visitor could have read it.
WATCH = """() => {
  const text = (where) => document.querySelector(where)?.textContent ?? '';
  window.seen = [];
  const look = () => {
    const stage = document.querySelector('[data-stage]');
    const now = {
      stage: stage.dataset.stage, draws: stage.dataset.draws, said: stage.textContent,
      headline: text('[data-headline]'), rest: text('.ans .sub'),
      band: document.querySelector('[data-figure=path] [data-band]')?.dataset.band,
      lead: text('[data-figure=path] .lead'), line: document.querySelector('[data-line]')?.dataset.line,
      four: text('.four + .note'),
    };
    const last = window.seen[window.seen.length - 1];
    if (JSON.stringify(now) !== JSON.stringify(last)) window.seen.push(now);
  };
  new MutationObserver(look).observe(document.body,
    {subtree: true, childList: true, attributes: true, characterData: true});
}"""

# A promise, since the page forbids what Playwright waits for in words.
ANSWERED = """([patience, after]) => new Promise((done, fail) => {
  const until = performance.now() + patience, stages = () => window.seen.map((one) => one.stage);
  const look = () => stages().indexOf('full', stages().indexOf(after) + 1) > 0 && stages().includes(after) ? done()
    : performance.now() > until ? fail(new Error(JSON.stringify(window.seen))) : setTimeout(look, 50);
  look();
})"""


def numbers(sentence: str) -> list[str]:
    """The numbers of vacancies in a sentence, years left out."""
    return sorted(re.findall(r"\d{1,3}(?:,\d{3})+", sentence))


def moved(page, dose: int) -> list[dict[str, str]]:
    """The states of the page from one move to its full answer; another dose for each test, as answers are kept."""
    page.evaluate(WATCH)
    page.locator("[data-measure=p2] input[type=range]").focus()  # which shows the exact number
    page.locator("[data-measure=p2] input[type=number]").fill(str(dose))
    page.keyboard.press("Enter")
    page.evaluate(ANSWERED, [WAIT, "line"])
    seen = page.evaluate("window.seen")
    stages = [one["stage"] for one in seen]
    return seen[stages.index("line") :]


def test_the_band_comes_before_the_answer_and_says_of_how_many_draws(visit):
    page = visit("?l=en&p=first-four")
    full(page)
    seen = moved(page, 410)
    order = list(dict.fromkeys(one["stage"] for one in seen))
    assert order == ["line", "band", "quick", "full"]
    for one in seen:
        # A line has its band waiting; all else has it in place.
        assert one["band"] == ("waiting" if one["stage"] == "line" else "there"), one
    for one in (one for one in seen if one["stage"] == "band"):
        assert one["draws"] == "32"
        assert "32 draws" in one["said"]
        assert "quick: 32 draws" in one["lead"]
        assert "quick: 32 draws" in one["four"]
        assert "8 in 10" in one["rest"]
        assert "\u00b1" not in one["headline"]


def test_the_sentence_of_the_band_is_that_of_the_answer_that_follows(visit):
    page = visit("?l=en&p=first-four")
    full(page)
    seen = moved(page, 420)
    band, quick = (next(one for one in seen if one["stage"] == stage) for stage in ("band", "quick"))
    assert len(numbers(band["headline"])) == 2
    assert numbers(band["headline"]) == numbers(quick["headline"])
    assert band["line"] == quick["line"]


def test_the_sentence_moves_along_when_another_group_is_shown(visit):
    page = visit("?l=en&p=first-four&g=metal&r=shortage")
    full(page)
    before = numbers(page.locator("[data-headline]").inner_text())
    seen = moved(page, 430)
    line, band, quick = (
        next(one for one in seen if one["stage"] == one_of) for one_of in ("line", "band", "quick")
    )
    assert "\u00b1" in line["headline"]
    assert numbers(band["headline"]) == numbers(quick["headline"])
    assert len(before) == 2


def test_without_measures_the_band_is_of_the_baseline(visit):
    page = visit("?l=en&p=m1&to=2036")
    full(page)
    page.evaluate(WATCH)
    page.get_by_role("button", name="All off").click()
    page.wait_for_selector(".empty")
    page.evaluate(ANSWERED, [WAIT, "band"])
    seen = page.evaluate("window.seen")
    seen = seen[[one["stage"] for one in seen].index("band") :]
    told, quick = ([one["headline"] for one in seen if one["stage"] == stage] for stage in ("band", "quick"))
    assert told
    assert quick
    for one in told:
        assert one.startswith("Without measures about")
        # The full answer has more draws, and another middle.
        assert numbers(one) == numbers(quick[0])[:1]
