"""What changed, as people understand it."""

import time
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from wiki.entries.compare import Change, compare, in_language
from wiki.entries.stretches import fold
from wiki.entries.word_marks import mark_words
from wiki.glossary.kind import KIND as TERM
from wiki.processes.kind import KIND as PROCESS

_TEXTS = st.text(max_size=80) | st.lists(st.sampled_from(["", "Weg", "Weg zum Kunden.", "Ziel"]), max_size=8).map(
    "\n".join
)


@given(_TEXTS, _TEXTS)
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

    def test_a_step_that_moved_and_changed_says_both_and_a_removed_one_keeps_its_place(self) -> None:
        steps = [{"key": key, "lane": "customer", "title": {"de": key.upper()}} for key in ("aaa", "bbb", "ccc")]
        changed = {**steps[2], "title": {"de": "anders"}}
        first, second = compare(PROCESS, {"steps": steps}, {"steps": [changed, steps[0]]})
        assert (first.path, first.op, first.was_at, first.is_at) == ("steps-ccc", "changed", 3, 1)
        assert (second.path, second.op) == ("steps-bbb", "removed")
        assert [each.label for each in first.inner] == [each.label for each in first.inner if each.is_text]

    def test_a_label_that_is_no_longer_wanted_says_so_in_words(self) -> None:
        label = {"language": "de", "text": "Kundenpfad"}
        (row,) = compare(TERM, {"labels": [label]}, {"labels": [{**label, "status": "deprecated"}]})
        (status,) = row.inner
        assert (status.op, status.is_text) == ("changed", False)
        assert status.before not in ("", "admitted")  # what was left out as the default is said, too
        assert status.after not in ("", "deprecated")

    def test_references_go_by_their_names_and_lists_tell_what_came_and_went(self) -> None:
        names = {"weg": "Der Weg", "ziel": "Das Ziel", "kunde": "Der Kunde"}
        before, after = {"related": ["weg", "kunde"]}, {"related": ["kunde", "ziel"]}
        (change,) = compare(TERM, before, after, lambda _kind, slug: names[slug])
        assert {(each.op, each.text) for each in change.items} == {
            ("same", "Der Kunde"), ("added", "Das Ziel"), ("removed", "Der Weg"),
        }  # fmt: skip

    def test_one_language_alone_can_be_looked_at(self) -> None:
        before = {"definition": {"de": "eins", "en": "one"}, "field_of_action": "design"}
        after = {"definition": {"de": "zwei", "en": "two"}, "field_of_action": "steer"}
        found = in_language(compare(TERM, before, after), "en")
        assert [each.language for each in found] == ["", "en"]

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


def test_a_long_text_with_every_second_word_changed_is_not_compared_for_seconds() -> None:
    was, is_now = (" ".join(f"{new}{number} stays{number}" for number in range(4000)) for new in ("old", "new"))
    started = time.process_time()
    found = list(mark_words(was, is_now))
    assert time.process_time() - started < 3
    assert "".join(each.text for each in found if each.op != "added") == was
    assert "".join(each.text for each in found if each.op != "removed") == is_now


def test_a_long_paragraph_with_every_second_word_changed_is_marked_word_by_word() -> None:
    was, is_now = (" ".join(f"{new}{number} stays{number}" for number in range(200)) for new in ("old", "new"))
    assert sum(each.op == "same" for each in mark_words(was, is_now)) == 200


def test_long_unchanged_passages_are_folded_between_the_lines_beside_a_change() -> None:
    lines = [f"Zeile {number}" for number in range(20)]
    changed = [*lines[:10], "Zeile zehn", *lines[11:]]
    stretches = fold(tuple(mark_words("\n".join(lines), "\n".join(changed))))
    assert [each.folded for each in stretches] == [9, 0, 0, 0, 8]
    assert [each.is_changed for each in stretches] == [False, False, True, False, False]
    assert "".join(each.text for part in stretches for each in part.before) == "\n".join(lines)
    assert "".join(each.text for part in stretches for each in part.after) == "\n".join(changed)


def test_a_paragraph_added_at_the_end_leaves_the_one_before_it_alone() -> None:
    segments = list(mark_words("Der Weg.", "Der Weg.\n\nDas Ziel."))
    assert [(each.op, each.text) for each in segments] == [("same", "Der Weg."), ("added", "\n\nDas Ziel.")]


def test_a_sentence_written_anew_is_replaced_not_cut_to_pieces() -> None:
    segments = list(mark_words("Wir rufen den Kunden morgen an.", "Ein Brief geht heute hinaus, an alle."))
    assert [each.op for each in segments if each.op != "same"] == ["removed", "added"]
