"""What changed between two payloads, field by field, words marked."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from flask_babel import gettext as _

from wiki.entries.fields import Choice, Choices, Day, Field, Flag, Payload
from wiki.entries.kinds import Kind
from wiki.entries.merge import merge_order
from wiki.entries.rows import Rows
from wiki.entries.text_merge import is_costly
from wiki.web.i18n import day

_SPACED = re.compile(r"\w+(?:[-'’]\w+)*\s*|[^\w\s]\s*|\s+", re.UNICODE)
_WORDS = re.compile(r"\s+|\w+(?:[-'’]\w+)*|[^\w\s]", re.UNICODE)


@dataclass(frozen=True)
class Segment:
    """A run of words. `op`: same, added, removed."""

    op: str
    text: str


@dataclass(frozen=True)
class Change:
    """One changed place. `op`: added, removed, changed, moved. `language` is empty for what has none."""

    path: str
    label: Any
    op: str
    language: str = ""
    segments: tuple[Segment, ...] = ()
    before: str = ""
    after: str = ""
    inner: tuple["Change", ...] = field(default=())
    """For rows: what changed inside the row."""


def compare(kind: Kind, before: Payload, after: Payload) -> list[Change]:
    """Every difference, in the order of the kind's fields."""
    return list(_compare_fields(kind.all_fields, before, after, ""))


def _compare_fields(fields: tuple[Field, ...], before: Payload, after: Payload, prefix: str) -> Iterator[Change]:
    for each in fields:
        old, new = before.get(each.name), after.get(each.name)
        if old == new:
            continue
        path = f"{prefix}{each.name}"
        if isinstance(each, Rows):
            yield from _compare_rows(each, old or [], new or [], path)
        elif getattr(each, "per_language", False):
            yield from _compare_languages(each, old or {}, new or {}, path)
        else:
            yield _compare_values(each, shown(each, old), shown(each, new), path)


def _compare_languages(each: Field, old: Payload, new: Payload, path: str) -> Iterator[Change]:
    for language in sorted({*old, *new}):
        was, is_now = old.get(language, ""), new.get(language, "")
        if was != is_now:
            yield _compare_values(each, was, is_now, path, language)


def _compare_values(each: Field, was: str, is_now: str, path: str, language: str = "") -> Change:
    op = "added" if not was else "removed" if not is_now else "changed"
    return Change(path, each.label, op, language, tuple(mark_words(was, is_now)), was, is_now)


def _compare_rows(each: Rows, old: list[Any], new: list[Any], path: str) -> Iterator[Change]:
    was = {each.identity_of(row): (index, row) for index, row in enumerate(old)}
    is_now = {each.identity_of(row): (index, row) for index, row in enumerate(new)}
    moved = _moved([i for i in was if i in is_now], [i for i in is_now if i in was])
    for identity in merge_order(list(was), list(was), list({**was, **is_now})):
        place = f"{path}-{'-'.join(identity)}"
        before, after = was.get(identity), is_now.get(identity)
        inner = tuple(_compare_fields(each.fields, before[1] if before else {}, after[1] if after else {}, f"{place}-"))
        label = row_label(each, (after or before or (0, {}))[1], (after or before or (0, {}))[0])
        if before is None:
            yield Change(place, label, "added", inner=inner)
        elif after is None:
            yield Change(place, label, "removed", inner=inner)
        elif inner:
            yield Change(place, label, "changed", inner=inner)
        if identity in moved and before and after:
            yield Change(place, label, "moved", before=str(before[0] + 1), after=str(after[0] + 1))


def _moved(old: list[Any], new: list[Any]) -> set[Any]:
    """The fewest rows whose moving turns the old order into the new one."""
    stay: set[Any] = set()
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        stay.update(old[block.a : block.a + block.size])
    return set(new) - stay


def row_label(each: Rows, row: Mapping[str, Any], index: int) -> str:
    """How a row is called: its first text, or its number."""
    for inner in each.fields:
        if isinstance(inner, Choice | Choices | Flag):
            continue
        value = row.get(inner.name)
        if value:
            text = next(iter(value.values())) if isinstance(value, Mapping) else str(value)
            return f"{each.row_label or each.label}: {text[:80]}"
    return f"{each.row_label or each.label} {index + 1}"


def shown(each: Field, value: Any) -> str:
    """A value that is no text in several languages, as a reader sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(each, Choice):
        return str(each.label_of(value))
    if isinstance(each, Choices):
        return ", ".join(str(each.label_of(one)) for one in value)
    if isinstance(each, Day):
        return day(date.fromisoformat(value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)


def mark_words(was: str, is_now: str) -> Iterator[Segment]:
    """The words of both texts in one run, each marked as the same, added or removed."""
    old, new = _WORDS.findall(was), _WORDS.findall(is_now)
    start, end = _shared_ends(old, new)
    before, after = "".join(old[:start]), "".join(old[len(old) - end :])
    old, new = old[start : len(old) - end], new[start : len(new) - end]
    if before:
        yield Segment("same", before)
    yield from _mark_between(old, new)
    if after:
        yield Segment("same", after)


def _shared_ends(old: list[str], new: list[str]) -> tuple[int, int]:
    """How many words both begin with, and how many of the others both end with."""
    most = min(len(old), len(new))
    start = next((at for at in range(most) if old[at] != new[at]), most)
    end = next((at for at in range(most - start) if old[-1 - at] != new[-1 - at]), most - start)
    return start, end


def _mark_between(old: list[str], new: list[str]) -> Iterator[Segment]:
    """Word by word; in long texts first by words with the space behind them, then inside what those leave over."""
    if not is_costly(old, new):
        yield from _mark(old, new, _whole)
        return
    spaced_old, spaced_new = _SPACED.findall("".join(old)), _SPACED.findall("".join(new))
    if is_costly(spaced_old, spaced_new):
        yield from _whole("".join(old), "".join(new))
        return
    yield from _mark(spaced_old, spaced_new, _mark_piece)


def _mark(old: list[str], new: list[str], between: Callable[[str, str], Iterator[Segment]]) -> Iterator[Segment]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for op, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        removed, added = "".join(old[old_start:old_end]), "".join(new[new_start:new_end])
        if op == "equal":
            yield Segment("same", removed)
        else:
            yield from between(removed, added)


def _mark_piece(removed: str, added: str) -> Iterator[Segment]:
    old, new = _WORDS.findall(removed), _WORDS.findall(added)
    yield from _whole(removed, added) if is_costly(old, new) else _mark(old, new, _whole)


def _whole(removed: str, added: str) -> Iterator[Segment]:
    if removed:
        yield Segment("removed", removed)
    if added:
        yield Segment("added", added)
