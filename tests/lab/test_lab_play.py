"""Play: a line at once, better answers at rest, and clear words to what cannot be read."""

from __future__ import annotations

import json

import pytest
from starlette.websockets import WebSocketDisconnect

from krapte.lab.play import LONGEST
from krapte.lab.quick import READINGS

QUESTION = {"package": "first-four", "to": 2029, "year": 2029, "lang": "en"}


def ask(socket, number, rest=False, **more):
    socket.send_text(json.dumps({"kind": "ask", "id": number, "rest": rest, "question": QUESTION | more}))


def until(socket, kind, number):
    told = []
    while True:
        words = json.loads(socket.receive_text())
        if words["id"] == number:
            told.append(words)
            if words["kind"] in (kind, "error"):
                return told


def test_a_drag_is_answered_by_a_line_that_says_its_draws(client):
    with client.websocket_connect("ws://localhost/play") as socket:
        ask(socket, 1, doses={"i3": {"dose": 20000}})
        (line,) = until(socket, "line", 1)
        assert line["draws"] == 1
        assert line["years"] == list(range(2024, 2030))
        ask(socket, 2, doses={"i3": {"dose": 0}})
        (other,) = until(socket, "line", 2)
        assert line["readings"]["vacancies"]["package"] != other["readings"]["vacancies"]["package"]
        for path in line["readings"].values():
            gap = [p - b for p, b in zip(path["package"], path["baseline"], strict=True)]
            assert gap == pytest.approx(path["difference"], abs=1e-6)


def test_at_rest_the_answer_gets_better_and_ends(client):
    with client.websocket_connect("ws://localhost/play") as socket:
        ask(socket, 1, rest=True, doses={"p2": {"dose": 700}}, beside="m1")
        told = [one for one in until(socket, "done", 1) if one["kind"] != "progress"]
    kinds = [(one["kind"], one.get("draws")) for one in told]
    assert kinds[:4] == [("line", 1), ("band", 16), ("answer", 16), ("compare", 16)]
    assert kinds[4:6] == [("answer", 24), ("split", 16)]
    assert kinds[6:] == [*[("alone", 16)] * 4, ("rests", 8), ("split", 24), ("done", None)]
    quick, full = (one for one in told if one["kind"] == "answer")
    assert quick["quick"]
    assert not full["quick"]
    rows = client.get("/api/v1/answer?p=first-four&to=2029&draws=24&m=p2:700").json()["rows"]
    wanted = [r for r in rows if (r["reading"], r["group"], r["variant"]) == ("shortage", "metal", "package")]
    path = full["paths"]["shortage"]["metal"]["package"]
    assert [r["median"] for r in wanted] == path["median"]
    assert [r["high"] for r in wanted] == path["high"]
    rests = next(one for one in told if one["kind"] == "rests")
    assert {row["by"] for row in rests["rows"]} == {"kind", "grade"}
    assert all(0 <= row["alone"] <= row["total"] <= 1 for row in rests["rows"])
    bar = full["bars"]["2029"]
    parts = [
        r
        for r in told[-2]["rows"]
        if (r["year"], r["group"], r["reading"]) == (2029, "techniek", "vacancies")
    ]
    whole = sum(r["mean"] for r in parts if r["pillar"] != "all")
    assert bar["package"] - bar["baseline"] == pytest.approx(whole, abs=1e-6)
    assert 0 <= bar["above_package"] <= bar["package"]


@pytest.mark.parametrize(
    ("package", "groups", "variants"),
    [
        ("cuts", ["metal", "techniek"], {"baseline", "package"}),
        ("none", ["techniek"], {"baseline"}),
    ],
)
def test_the_band_is_that_of_the_quick_answer_that_follows(client, package, groups, variants):
    """Same draws, seed and rounding: every number of the band stands in the answer under the same name."""
    with client.websocket_connect("ws://localhost/play") as socket:
        ask(socket, 1, rest=True, package=package, group=groups[0], seed=7)
        told = [one for one in until(socket, "done", 1) if one["kind"] in ("band", "answer")]
        ask(socket, 2, rest=True, package=package, group=groups[0], seed=7)
        again = [one["kind"] for one in until(socket, "answer", 2)]
    band, quick, full = told
    assert (band["kind"], band["draws"], quick["draws"], quick["quick"]) == ("band", 16, 16, True)
    assert band["years"] == quick["years"]
    for reading in READINGS:
        assert sorted(band["paths"][reading]) == groups
        for group, of_group in band["paths"][reading].items():
            assert set(of_group) == variants
            for variant, path in of_group.items():
                answer = quick["paths"][reading][group][variant]
                assert path == {name: answer[name] for name in ("median", "low", "high")}
                assert all(
                    a <= b <= c for a, b, c in zip(path["low"], path["median"], path["high"], strict=True)
                )
    if package == "cuts":
        other = full["paths"]["vacancies"]["techniek"]["package"]
        assert band["paths"]["vacancies"]["techniek"]["package"]["median"] != other["median"]
    assert again == ["line", "answer"]  # what is known is told whole, at once


def test_the_line_carries_the_number_of_the_sentence_whatever_is_shown(client):
    with client.websocket_connect("ws://localhost/play") as socket:
        ask(socket, 1)
        (whole,) = until(socket, "line", 1)
        ask(socket, 2, group="metal", reading="shortage")
        (part,) = until(socket, "line", 2)
    assert part["group"] == "metal"
    assert part["lead"] == whole["lead"] == whole["readings"]["vacancies"]
    assert part["readings"]["vacancies"] != part["lead"]


def test_two_packages_are_told_apart_on_the_same_draws(client):
    with client.websocket_connect("ws://localhost/play") as socket:
        ask(socket, 1, rest=True, beside="first-four")
        compare = next(one for one in until(socket, "compare", 1) if one["kind"] == "compare")
    assert set(compare["readings"]["vacancies"]["difference"]["median"]) == {0.0}
    assert {row["median"] for row in compare["costs"]} == {0.0}


@pytest.mark.parametrize(
    ("raw", "where"),
    [
        ("not json", "message"),
        ("[]", "kind"),
        ('{"kind": "shout"}', "kind"),
        ('{"kind": "ask", "id": "x"}', "id"),
        ('{"kind": "ask", "id": 1, "draws": 9}', "draws"),
        ('{"kind": "ask", "id": 1, "question": []}', "question"),
        ('{"kind": "ask", "id": 1, "question": {"package": "papier"}}', "package"),
        ('{"kind": "ask", "id": 1, "question": {"doses": {"p2": {"dose": 1e99}}}}', "doses.p2.dose"),
        ('{"kind": "ask", "id": 1, "question": {"draws": 100000}}', "draws"),
        ('{"kind": "ask", "id": 1, "question": {"package": "cuts", "scenario": "x"}}', "scenario"),
        ("[" * 5000, "message"),
        ("x" * (LONGEST + 1), "message"),
    ],
)
def test_a_message_that_is_wrong_is_told_so_and_the_next_is_answered(client, raw, where):
    with client.websocket_connect("ws://localhost/play") as socket:
        socket.send_text(raw)
        error = json.loads(socket.receive_text())
        assert error["kind"] == "error"
        assert error["error"]["where"] == where
        assert error["error"]["message"]
        ask(socket, 2)
        assert until(socket, "line", 2)[-1]["kind"] == "line"


def test_the_newest_question_wins(client):
    with client.websocket_connect("ws://localhost/play") as socket:
        for number in range(1, 13):
            ask(socket, number, rest=True, doses={"p2": {"dose": 10.0 * number}})
        told = until(socket, "done", 12)
    assert [one["kind"] for one in told][-1] == "done"


def test_a_page_of_another_site_may_not_play(client):
    with (
        pytest.raises(WebSocketDisconnect) as caught,
        client.websocket_connect("ws://localhost/play", headers={"origin": "https://evil.example"}),
    ):
        pass  # opening it is what must be refused; the code of the refusal is looked at below
    assert caught.value.code == 1008


def test_bytes_end_the_connection_and_nothing_else(client):
    with client.websocket_connect("ws://localhost/play") as socket:
        socket.send_bytes(b"\x00")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()
    assert client.get("/api/v1/health").status_code == 200
