"""Print precision and recall with every error, or with `--speed` the time it takes."""

import sys

from flask import Flask
from flask_babel import Babel

from benchmarks.autolink.judged import Verdict, judge, paragraphs
from benchmarks.autolink.speed import measure


def main() -> None:
    app = Flask(__name__)
    Babel(app)
    with app.app_context():
        if "--speed" in sys.argv:
            measure()
        else:
            _judge()


def _judge() -> None:
    texts = list(paragraphs())
    for name, chosen in (
        ("worked with", [each for each in texts if not each.held]),
        ("held out", [each for each in texts if each.held]),
        ("all", texts),
    ):
        _print(name, len(chosen), judge(chosen), errors=name != "all")


def _print(name: str, number: int, verdict: Verdict, *, errors: bool) -> None:
    total = verdict.right + len(verdict.missed)
    figures = f"precision {verdict.precision:.3f} · recall {verdict.recall:.3f}"
    print(f"{name}: {number} paragraphs, {total} mentions · {figures}")
    for sign, lines in (("wrong ", verdict.wrong), ("missed", verdict.missed)):
        for line in lines if errors else ():
            print(f"  {sign} {line}")


if __name__ == "__main__":
    main()
