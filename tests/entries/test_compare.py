"""What changed, as people understand it."""

import time
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from wiki.entries.compare import Change, compare
from wiki.entries.word_marks import mark_words
from wiki.glossary.kind import KIND as TERM
from wiki.processes.kind import KIND as PROCESS


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_marked_words_hold_both_texts(was: str, is_now: str) -> None:
    segments = list(mark_words(was, is_now))
    assert "".join(s.text for s in segments if s.op != "added") == was
    assert "".join(s.text for s in segments if s.op != "removed") == is_now


@pytest.fixture
def context(app: Flask) -> Any:
    """Labels are translated in an application."""
    with app.test_request_context():
        yield


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
class TestCompare:
    """Differences between payloads."""

    def test_words_are_marked_in_the_language_that_changed(self) -> None:
        before = {"definition": {"de": "Summe aller Erlebnisse", "en": "sum"}}
        after = {"definition": {"de": "Summe vieler Erlebnisse", "en": "sum"}}
        (change,) = compare(TERM, before, after)
        assert (change.language, change.op) == ("de", "changed")
        assert [(s.op, s.text) for s in change.segments if s.op != "same"] == [
            ("removed", "aller"),
            ("added", "vieler"),
        ]

    def test_steps_are_added_removed_moved_and_changed(self) -> None:
        def steps(*rows: tuple[str, str]) -> dict[str, Any]:
            return {"steps": [{"key": key, "lane": "customer", "title": {"de": title}} for key, title in rows]}

        before = steps(("aaa", "A"), ("bbb", "B"), ("ccc", "C"))
        after = steps(("ccc", "C"), ("aaa", "A neu"), ("ddd", "D"))
        changes = {(change.path, change.op) for change in compare(PROCESS, before, after)}
        assert changes == {
            ("steps-aaa", "changed"),
            ("steps-bbb", "removed"),
            ("steps-ccc", "moved"),
            ("steps-ddd", "added"),
        }

    def test_choices_show_their_labels(self) -> None:
        (change,) = compare(TERM, {"field_of_action": "design"}, {"field_of_action": "steer"})
        assert isinstance(change, Change)
        assert change.before != "design"

    def test_equal_payloads_have_no_changes(self) -> None:
        assert compare(TERM, {"note": {"de": "x"}}, {"note": {"de": "x"}}) == []


def test_comparing_long_texts_is_bounded_and_keeps_what_is_the_same_at_both_ends() -> None:
    started = time.process_time()
    found = list(mark_words("Anfang " + "a b " * 20_000 + "Ende", "Anfang " + "b a " * 20_000 + "c Ende"))
    assert time.process_time() - started < 1
    assert (found[0].op, found[0].text.strip(), found[-1].op, found[-1].text.strip()) == (
        "same",
        "Anfang",
        "same",
        "Ende",
    )
    assert [each.op for each in found] == ["same", "removed", "added", "same"]
