"""Whatever is typed, search answers, quickly, and with no error."""

import random
import time

from flask.testing import FlaskClient

from tests.search.conftest import Library, term
from tests.search.test_pages import PROCESS

ENOUGH = 1000
SIGNS = "\"'„“”«»*?()[]{}~^:-+\\/%_&|!<>=#@;,. \t\n\x01\x1b\u202e\ufffd\u0301ßäÖ🙂漢"
PIECES = (
    "kunde", "beschwerde", "Beschwerde", "vorgang", "AND", "OR", "NOT", "TO", "a*", "[a TO z]", "der", "the", "wie",
    "was ist", "prozess", "kundenbeschwerdeprozess", "x" * 60, "ü" * 90, "1", "-1", "' OR 1=1 --", "<script>", "%%", "$.a",
    "../..", "null", "NaN", "1e999", "\\u0000", "ſtraße", "ﬃ", "İ", "ŉ",
)  # fmt: skip


def queries() -> list[str]:
    """A thousand seeded queries: signs, pieces of words and of other people's query languages, and long ones."""
    chance = random.Random(20)
    made = ["", " ", "x" * 200, "ab " * 66, '"' * 200, "beschwerde " * 18]
    while len(made) < ENOUGH:
        parts = [
            chance.choice((chance.choice(PIECES), "".join(chance.choices(SIGNS, k=chance.randint(1, 12)))))
            for _part in range(chance.randint(1, 20))
        ]
        made.append(chance.choice(("", " ")).join(parts)[:200])
    return made


def test_a_thousand_hostile_queries_are_answered(library: Library, visitor: FlaskClient) -> None:
    library.release("process", PROCESS)
    library.release("term", term("Beschwerde", "complaint", definition="Der Kunde beschwert sich über einen Vorgang"))
    library.work()
    library.release("term", term("Kunde", "customer"))
    slow, failed = [], []
    for number, text in enumerate(queries()):
        address = "/search" if number % 4 == 0 else "/api/v1/search"
        started = time.thread_time()
        answer = visitor.get(address, query_string={"q": text})
        if time.thread_time() - started > 0.5:
            slow.append(text)
        if answer.status_code != 200:
            failed.append((text, answer.status_code))
    assert failed == []
    assert slow == []
