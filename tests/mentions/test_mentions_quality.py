"""How well mentions are found in the paragraphs that people marked."""

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from benchmarks.autolink.judged import Paragraph, judge, paragraphs

TEXTS = list(paragraphs())


@pytest.fixture(autouse=True)
def _languages() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.app_context():
        yield


@pytest.mark.parametrize("texts", [TEXTS, [each for each in TEXTS if each.held]], ids=["all", "held"])
def test_mentions_are_found_and_little_else(texts: list[Paragraph]) -> None:
    verdict = judge(texts)
    assert verdict.precision >= 0.97, verdict.wrong
    assert verdict.recall >= 0.97, verdict.missed


def test_there_are_enough_paragraphs_in_both_languages_and_a_third_was_kept_aside() -> None:
    assert len(TEXTS) >= 45
    assert sum(each.held for each in TEXTS) * 3 >= len(TEXTS)
    assert {each.language for each in TEXTS} == {"de", "en"}
    assert sum(len(each.mentions) for each in TEXTS) > 250
