"""How quickly search answers a thousand hostile queries: `python -m benchmarks.hostile` on the library of the settings.

Processor time of the whole request in the process that answers; target: under half a second each.
"""

import random
import time

from wiki.app import create_app

ENOUGH = 1000
SIGNS = "\"'„“”«»*?()[]{}~^:-+\\/%_&|!<>=#@;,. \t\n\x01\x1b\u202e\ufffd\u0301ßäÖ🙂漢"
PIECES = (
    "kunde", "beschwerde", "Beschwerde", "vorgang", "AND", "OR", "NOT", "TO", "a*", "[a TO z]", "der", "the", "wie",
    "was ist", "prozess", "kundenbeschwerdeprozess", "x" * 60, "ü" * 90, "1", "-1", "' OR 1=1 --", "<script>",
    "%%", "$.a", "../..", "null", "NaN", "1e999", "\\u0000", "ſtraße", "ﬃ", "İ", "ŉ",
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


def main() -> None:
    """Print the median, the 95th percentile and the slowest."""
    client = create_app().test_client()
    client.get("/search?q=kunde")
    taken = []
    for text in queries():
        began = time.process_time()
        status = client.get("/search", query_string={"q": text}).status_code
        taken.append((time.process_time() - began, status, text))
    taken.sort()
    answered = sum(status == 200 for _seconds, status, _text in taken)
    middle, high, (slowest, _status, text) = taken[len(taken) // 2][0], taken[len(taken) * 95 // 100][0], taken[-1]
    print(f"{answered} of {len(taken)} answered; {middle:.3f} s, {high:.3f} s, slowest {slowest:.3f} s: {text[:60]!r}")


if __name__ == "__main__":
    main()
