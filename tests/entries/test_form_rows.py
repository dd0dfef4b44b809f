"""Rows of a form without script: each button does one thing to the rows and nothing else."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from wiki.entries.form_rows import change_rows, changed, rows_of
from wiki.entries.forms import MOST_FORM_ROWS, form_class
from wiki.glossary.kind import KIND as TERM

ROWS = [{"key": "a", "title": "first"}, {"key": "b", "title": "second"}]
FIRST, SECOND = ROWS


@pytest.mark.parametrize(
    ("action", "index", "wanted"),
    [
        ("add", -1, [FIRST, SECOND, {}]),
        ("after", 0, [FIRST, {}, SECOND]),
        ("copy", 0, [FIRST, {"title": "first"}, SECOND]),
        ("up", 1, [SECOND, FIRST]),
        ("up", 0, [FIRST, SECOND]),
        ("down", 0, [SECOND, FIRST]),
        ("down", 1, [FIRST, SECOND]),
        ("remove", 0, [SECOND]),
        ("remove", 7, [FIRST, SECOND]),
        ("after", -1, [FIRST, SECOND]),
    ],
)
def test_a_button_changes_the_rows(action: str, index: int, wanted: list[dict[str, str]]) -> None:
    assert changed(ROWS, action, index) == wanted


def test_the_rows_that_were_given_stay_as_they_were() -> None:
    changed(ROWS, "remove", 0)
    assert ROWS == [FIRST, SECOND]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_form_that_is_full_takes_no_further_row(app: Flask) -> None:
    sent = MultiDict({f"labels-{number}-text": f"Wort {number}" for number in range(MOST_FORM_ROWS)})
    with app.test_request_context():
        form = form_class(TERM)(formdata=sent)
        assert change_rows(form, MultiDict({"add": "labels"}))
        assert [row["text"] for row in rows_of(form, "labels")] == list(sent.values())
