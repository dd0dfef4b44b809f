"""A conflict settled place by place: their words, mine, or both."""

from typing import Any

from wiki.entries.merge import merge
from wiki.entries.resolving import resolved
from wiki.glossary.kind import KIND as TERM
from wiki.processes.kind import KIND as PROCESS

BASE = {"definition": {"de": "Weg", "en": "way"}, "scope": "sales"}
THEIRS = {"definition": {"de": "Straße", "en": "road"}, "scope": "service"}
MINE = {"definition": {"de": "Brücke", "en": "bridge"}, "scope": "marketing"}


def test_each_place_has_its_own_choice() -> None:
    paths = [clash.path for clash in merge(TERM, BASE, THEIRS, MINE).clashes]
    assert sorted(paths) == ["definition-de", "definition-en", "scope"]
    chosen = {"definition-de": "theirs", "definition-en": "both", "scope": "mine"}
    assert resolved(TERM, MINE, THEIRS, chosen) == {
        "definition": {"de": "Straße", "en": "road\n\nbridge"},
        "scope": "marketing",
    }


def test_both_of_one_line_stay_one_line() -> None:
    assert resolved(TERM, MINE, THEIRS, {"scope": "both"})["scope"] == "service / marketing"


def test_without_a_choice_mine_stays_whole() -> None:
    assert resolved(TERM, MINE, THEIRS, {}) == MINE
    assert resolved(TERM, MINE, THEIRS, {"definition-de": "nonsense", "unknown": "theirs"}) == MINE


def test_a_text_that_they_took_out_is_out() -> None:
    theirs = {"definition": {"en": "road"}}
    assert resolved(TERM, MINE, theirs, {"definition-de": "theirs"})["definition"] == {"en": "bridge"}


def _step(key: str, title: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "lane": "customer", "title": {"de": title}, **more}


def test_a_place_within_a_step_is_found_by_its_key() -> None:
    theirs = {"steps": [_step("two", "Theirs"), _step("one", "One")]}
    mine = {"steps": [_step("one", "One"), _step("two", "Mine", wait={"de": "lang"})]}
    chosen = resolved(PROCESS, mine, theirs, {"steps-two-title-de": "theirs"})
    assert chosen["steps"] == [_step("one", "One"), _step("two", "Theirs", wait={"de": "lang"})]


def test_a_step_that_one_side_took_out_comes_back_or_goes() -> None:
    with_it = {"steps": [_step("one", "One"), _step("two", "Two")]}
    without = {"steps": [_step("one", "One")]}
    assert resolved(PROCESS, with_it, without, {"steps-two": "theirs"}) == without
    assert resolved(PROCESS, without, with_it, {"steps-two": "theirs"}) == with_it
