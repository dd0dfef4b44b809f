"""Two people at once lose nothing."""

import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from wiki.entries.merge import merge, merge_order
from wiki.entries.text_merge import merge_text
from wiki.glossary.kind import KIND as TERM
from wiki.processes.kind import KIND as PROCESS

texts = st.text(alphabet=st.sampled_from("ab c\nd."), max_size=40)


@given(texts, texts)
def test_a_change_on_one_side_only_is_taken(base: str, changed: str) -> None:
    assert merge_text(base, changed, base) == changed
    assert merge_text(base, base, changed) == changed
    assert merge_text(base, changed, changed) == changed


@given(texts, texts, texts)
def test_merging_does_not_depend_on_who_was_first(base: str, one: str, other: str) -> None:
    assert merge_text(base, one, other) == merge_text(base, other, one)


def test_changes_in_different_lines_and_in_different_words_of_a_line_go_together() -> None:
    base = "Erste Zeile.\nZweite Zeile mit Wörtern.\nDritte Zeile."
    theirs = base.replace("Erste", "Die erste")
    mine = base.replace("mit Wörtern", "mit vielen Wörtern")
    assert merge_text(base, theirs, mine) == "Die erste Zeile.\nZweite Zeile mit vielen Wörtern.\nDritte Zeile."
    assert merge_text("eins zwei drei vier", "eins ZWEI drei vier", "eins zwei drei VIER") == "eins ZWEI drei VIER"


def test_contradicting_changes_are_not_merged() -> None:
    assert merge_text("Die Summe aller Erlebnisse", "Die Menge aller Erlebnisse", "Die Folge aller Erlebnisse") is None


@given(
    st.lists(st.integers(0, 9), unique=True),
    st.lists(st.integers(0, 9), unique=True),
    st.lists(st.integers(0, 9), unique=True),
)
def test_merged_lists_hold_what_nobody_removed_and_everything_somebody_added(
    base: list[int], theirs: list[int], mine: list[int]
) -> None:
    merged = merge_order(base, theirs, mine)
    assert len(merged) == len(set(merged))
    removed = (set(base) - set(theirs)) | (set(base) - set(mine))
    assert set(merged) == (set(base) | set(theirs) | set(mine)) - removed


def _term(**parts: Any) -> dict[str, Any]:
    labels = [{"language": "de", "text": "Kanal", "status": "preferred"}]
    return {"labels": labels, "definition": {"de": "Weg zum Kunden"}, **parts}


def test_different_fields_and_languages_go_together() -> None:
    base = _term()
    theirs = _term(definition={"de": "Weg zum Kunden", "en": "way to the customer"})
    mine = _term(note={"de": "Mehrere sind üblich."}, field_of_action="orchestrate")
    merged = merge(TERM, base, theirs, mine)
    assert merged.clashes == []
    assert merged.payload == {**mine, "definition": theirs["definition"]}


def test_a_contradiction_names_its_place_and_keeps_theirs() -> None:
    merged = merge(TERM, _term(), _term(definition={"de": "Pfad"}), _term(definition={"de": "Medium"}))
    assert [clash.path for clash in merged.clashes] == ["definition-de"]
    assert merged.payload["definition"] == {"de": "Pfad"}


def _steps(*keys: str, **changed: str) -> dict[str, Any]:
    rows = [{"key": key, "lane": "customer", "title": {"de": changed.get(key, key)}} for key in keys]
    return {"title": {"de": "Ablauf"}, "steps": rows}


def test_what_must_be_there_is_not_merged_away() -> None:
    """One takes out the German title of a step, the other the English one."""

    def with_title(**title: str) -> dict[str, Any]:
        return {"steps": [{"key": "call", "lane": "customer", "title": title}]}

    result = merge(PROCESS, with_title(de="ruft an", en="calls"), with_title(de="ruft an"), with_title(en="calls"))
    assert [each.path for each in result.clashes] == ["steps-call-title-de", "steps-call-title-en"]
    assert result.payload == with_title(de="ruft an")


def test_steps_added_by_both_are_both_there_each_behind_its_predecessor() -> None:
    base, theirs, mine = _steps("aaa", "bbb"), _steps("aaa", "xxx", "bbb"), _steps("aaa", "bbb", "yyy")
    merged = merge(PROCESS, base, theirs, mine)
    assert [row["key"] for row in merged.payload["steps"]] == ["aaa", "xxx", "bbb", "yyy"]


def test_one_moves_a_step_while_the_other_changes_it() -> None:
    base = _steps("aaa", "bbb", "ccc")
    merged = merge(PROCESS, base, _steps("ccc", "aaa", "bbb"), _steps("aaa", "bbb", "ccc", ccc="neu"))
    assert merged.clashes == []
    assert [(row["key"], row["title"]["de"]) for row in merged.payload["steps"]] == [
        ("ccc", "neu"),
        ("aaa", "aaa"),
        ("bbb", "bbb"),
    ]


def test_a_step_deleted_here_and_changed_there_is_a_contradiction() -> None:
    base = _steps("aaa", "bbb")
    assert merge(PROCESS, base, _steps("aaa"), _steps("aaa", "bbb", bbb="neu")).clashes
    assert merge(PROCESS, base, _steps("aaa", "bbb", bbb="neu"), _steps("aaa")).clashes


rows = st.lists(st.sampled_from(["aaa", "bbb", "ccc", "ddd"]), unique=True, max_size=4)


@given(rows, rows, rows, st.dictionaries(st.sampled_from(["aaa", "bbb"]), st.just("neu"), max_size=2))
def test_merging_arbitrary_step_lists_never_duplicates_a_step(
    base: list[str], theirs: list[str], mine: list[str], changed: dict[str, str]
) -> None:
    merged = merge(PROCESS, _steps(*base), _steps(*theirs, **changed), _steps(*mine))
    keys = [row["key"] for row in merged.payload.get("steps", [])]
    assert len(keys) == len(set(keys))


def test_texts_of_many_like_lines_are_given_up_at_once_rather_than_matched_for_minutes() -> None:
    """Merging happens inside the write lock: whoever waits for it waits for this."""
    base = "a\n" * 25_000
    started = time.process_time()
    assert merge_text(base, f"b\n{base}x\n", f"{base}c\n".replace("a\n", "a\na\n", 1)) is None
    assert time.process_time() - started < 1


def test_texts_with_every_second_line_changed_do_not_hold_the_lock_for_seconds() -> None:
    base, theirs = ("".join(f"{word}{number}\n{number}\n" for number in range(5000)) for word in ("a", "b"))
    started = time.process_time()
    assert merge_text(base, theirs, f"{base}new\n") is None
    assert time.process_time() - started < 3
