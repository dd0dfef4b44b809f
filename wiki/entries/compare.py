"""What changed between two payloads, field by field: values in words, texts with their words marked."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from wiki.entries.any_entry import AnyEntry, split_address
from wiki.entries.fields import Choice, Choices, Day, Field, Flag, Line, Payload, Prose, Reference, References
from wiki.entries.kinds import Kind
from wiki.entries.numbers import Number, shown_number
from wiki.entries.rows import Rows
from wiki.entries.stretches import Stretch, fold
from wiki.entries.text_merge import Work
from wiki.entries.word_marks import ADDED, REMOVED, SAME, Segment, mark_words
from wiki.web.i18n import day, reader_language

CHANGED, MOVED = "changed", "moved"

Names = Callable[[str, str], str]
"""(kind, slug) → how a reference is called on screen."""


def bare(_kind: str, slug: str) -> str:
    """A reference by its slug."""
    return slug


@dataclass(frozen=True)
class Change:
    """One changed place. `op`: added, removed, changed, moved. `language` is empty for what has none."""

    path: str
    label: Any
    op: str
    language: str = ""
    before: str = ""
    after: str = ""
    is_text: bool = False
    """Whether the words of both sides are worth marking; else one value took the place of the other."""
    items: tuple[Segment, ...] = ()
    """For lists of values: each with what became of it."""
    inner: tuple["Change", ...] = ()
    """For rows: what changed inside the row."""
    was_at: int = 0
    """For rows that moved: their place before, counted from 1; 0 for all others."""
    is_at: int = 0
    work: Work = field(default_factory=Work, repr=False, compare=False)
    """What marking the words may cost, for all changes of one comparison together."""

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Both sides in one run, words marked."""
        return tuple(mark_words(self.before, self.after, self.work))

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """The same in lines, long unchanged passages folded."""
        return fold(self.segments)

    @property
    def anchor(self) -> str:
        """Its place on the page of a comparison."""
        return f"change-{self.path}-{self.language}".rstrip("-").replace(" ", "_")


def compare(kind: Kind, before: Payload, after: Payload, names: Names = bare) -> list[Change]:
    """Every difference, in the order of the kind's fields."""
    return list(_Comparing(names).fields(kind.all_fields, before, after, ""))


def in_language(changes: list[Change], language: str) -> list[Change]:
    """The changes without those of texts in other languages."""
    found = []
    for each in changes:
        inner = tuple(in_language(list(each.inner), language))
        emptied = each.inner and not inner and each.op == CHANGED and not each.was_at
        if each.language in ("", language) and not emptied:
            found.append(replace(each, inner=inner))
    return found


class _Comparing:
    """One comparison; it knows how references are called."""

    def __init__(self, names: Names) -> None:
        self._names = names
        self._work = Work()

    def fields(self, fields: tuple[Field, ...], before: Payload, after: Payload, prefix: str) -> Iterator[Change]:
        for each in fields:
            old, new = before.get(each.name), after.get(each.name)
            if old == new:
                continue
            path = f"{prefix}{each.name}"
            if isinstance(each, Rows):
                yield from self._rows(each, old or [], new or [], path)
            elif isinstance(each, Choices | References):
                yield self._list(each, old or [], new or [], path)
            elif getattr(each, "per_language", False):
                yield from self._languages(each, old or {}, new or {}, path)
            else:
                old, new = self._default(each, old, before), self._default(each, new, after)
                yield self._values(each, shown(each, old, self._names), shown(each, new, self._names), path)

    @staticmethod
    def _default(each: Field, value: Any, payload: Payload) -> Any:
        """What is left out of a payload because it is the default is said in a comparison."""
        return getattr(each, "default", None) if value is None and payload else value

    def _languages(self, each: Field, old: Payload, new: Payload, path: str) -> Iterator[Change]:
        for language in sorted({*old, *new}):
            was, is_now = old.get(language, ""), new.get(language, "")
            if was != is_now:
                yield self._values(each, was, is_now, path, language)

    def _values(self, each: Field, was: str, is_now: str, path: str, language: str = "") -> Change:
        op, is_text = ADDED if not was else REMOVED if not is_now else CHANGED, isinstance(each, Prose | Line)
        return Change(path, each.label, op, language, was, is_now, is_text=is_text, work=self._work)

    def _list(self, each: Choices | References, old: list[str], new: list[str], path: str) -> Change:
        items = [Segment(SAME if one in old else ADDED, shown(each, [one], self._names)) for one in new]
        items += [Segment(REMOVED, shown(each, [one], self._names)) for one in old if one not in new]
        was, is_now = shown(each, old, self._names), shown(each, new, self._names)
        op = ADDED if not old else REMOVED if not new else CHANGED
        return Change(path, each.label, op, before=was, after=is_now, items=tuple(items))

    def _rows(self, each: Rows, old: list[Any], new: list[Any], path: str) -> Iterator[Change]:
        was = {each.identity_of(row): (index, row) for index, row in enumerate(old)}
        is_now = {each.identity_of(row): (index, row) for index, row in enumerate(new)}
        moved = _moved([i for i in was if i in is_now], [i for i in is_now if i in was])
        for identity in _in_order(list(was), list(is_now)):
            place = f"{path}-{'-'.join(identity)}"
            before, after = was.get(identity), is_now.get(identity)
            inner = tuple(self.fields(each.fields, before[1] if before else {}, after[1] if after else {}, f"{place}-"))
            index, row = after or before or (0, {})
            change = Change(place, row_label(each, row, index, self._names), CHANGED, inner=inner)
            if before is None or after is None:
                yield replace(change, op=ADDED if before is None else REMOVED)
            elif identity in moved:
                op = CHANGED if inner else MOVED
                yield replace(change, op=op, was_at=before[0] + 1, is_at=after[0] + 1)
            elif inner:
                yield change


def _in_order(old: list[Any], new: list[Any]) -> list[Any]:
    """The rows as they stand now, each removed one behind what it stood behind."""
    found = list(new)
    there = set(new)
    for index, each in enumerate(old):
        if each not in there:
            found.insert(found.index(old[index - 1]) + 1 if index else 0, each)
    return found


def _moved(old: list[Any], new: list[Any]) -> set[Any]:
    """The fewest rows whose moving turns the old order into the new one."""
    stay: set[Any] = set()
    for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        stay.update(old[block.a : block.a + block.size])
    return set(new) - stay


def row_label(each: Rows, row: Mapping[str, Any], index: int, names: Names = bare) -> str:
    """How a row is called: its first text, with its number where rows have an order that matters."""
    name = str(each.row_label or each.label)
    numbered = f"{name} {index + 1}"
    for inner in each.fields:
        value = row.get(inner.name)
        if value and not isinstance(inner, Choice | Choices | Flag):
            text = value.get(reader_language()) or next(iter(value.values())) if isinstance(value, Mapping) else value
            called = shown(inner, text, names) if isinstance(inner, Reference | AnyEntry) else str(text)
            return f"{numbered if each.keyed else name}: {called[:80]}"
    return numbered


def shown(each: Field, value: Any, names: Names = bare) -> str:
    """A value that is no text in several languages, as a reader sees it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(each, Choice):
        return str(each.label_of(value))
    if isinstance(each, Choices):
        return ", ".join(str(each.label_of(one)) for one in value)
    if isinstance(each, Reference):
        return names(each.kind, str(value))
    if isinstance(each, AnyEntry):
        return names(*split_address(value))
    if isinstance(each, References):
        return ", ".join(names(each.kind, one) for one in value)
    if isinstance(each, Day):
        return day(date.fromisoformat(value))
    if isinstance(each, Number):
        return shown_number(Decimal(value))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(value)
