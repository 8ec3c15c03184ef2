"""Questions are worked out by processes that can be stopped: a hard one holds up nobody."""

import json
import threading
import time
from collections.abc import Iterator

import pytest
from tests.web.serving import Answer, Served, serving

from fwgraph.namespaces import BASE, PREFIXES

HARD = "/questions/edition-changes.csv?before=one&after="
SPELLINGS = [f"{'ONE'[:n]}{'one'[n:]}" for n in range(4)]


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of an edition that lists one thing so often that comparing it takes minutes."""
    fw, label = f"{PREFIXES['fw']}", f"{PREFIXES['rdfs']}label"
    kind = f"{PREFIXES['rdf']}type"
    edition, section = f"<{BASE}edition/one>", f"<{BASE}section/one/all>"
    lines = [f"{edition} <{kind}> <{fw}Edition> .", f'{edition} <{label}> "One" .']
    lines += [f'{section} <{label}> "All" .']
    line = f'"1"^^<{PREFIXES["xsd"]}integer>'
    for number in range(6_000):
        listing, thing = f"<{BASE}listing/one/s{number}>", f"<{BASE}software/s{number}>"
        lines += [
            f"{thing} <{kind}> <{fw}Framework> .",
            f'{thing} <{label}> "S{number}" .',
            f"{listing} <{fw}edition> {edition} .",
            f"{listing} <{fw}section> {section} .",
            f'{listing} <{label}> "S{number}" .',
            f"{listing} <{fw}line> {line} .",
            f"{listing} <{fw}lists> <{BASE}software/s0> .",
        ]
    path = tmp_path_factory.mktemp("hard") / "hard.nt"
    path.write_text("\n".join(lines) + "\n")
    with serving("--data", path, "--query-timeout", "1.5") as running:
        yield running


def test_hard_questions_are_stopped_and_easy_ones_answered(hard: Served) -> None:
    found: list[Answer] = []
    threads = [
        threading.Thread(target=lambda name=name: found.append(hard.get(HARD + name)))
        for name in SPELLINGS * 3
    ]
    for thread in threads:
        thread.start()
    time.sleep(0.3)
    waits = []
    for number in range(5):
        began = time.monotonic()
        answer = hard.get(f"/questions/lineage.csv?framework=s{number}")
        waits.append(time.monotonic() - began)
        assert answer.status == 200
    assert max(waits) < 1
    for thread in threads:
        thread.join()
    assert {answer.status for answer in found} == {503}
    assert any("longer than 1.5 seconds" in answer.text for answer in found)


def test_who_prefers_json_is_told_in_json(hard: Served) -> None:
    answer = hard.get(HARD.replace(".csv", "") + "one", "application/json")
    assert (answer.status, answer.type) == (503, "application/problem+json")
    assert "was stopped" in json.loads(answer.body)["detail"]


def test_a_hard_question_does_not_hold_up_the_end(hard: Served) -> None:
    thread = threading.Thread(target=lambda: hard.get(HARD + "One"))
    thread.start()
    time.sleep(0.2)
    hard.process.terminate()
    assert hard.process.wait(10) == 0
    thread.join()
    assert hard.process.stderr
    assert "Traceback" not in hard.process.stderr.read()
