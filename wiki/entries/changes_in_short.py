"""What a version changed, in a few words: "Definition (German) changed · Steps: 2 new, 1 moved"."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.entries.compare import CHANGED, MOVED, Change, compare
from wiki.entries.kinds import Kind
from wiki.entries.models import RECORDED, Revision
from wiki.entries.rows import Rows
from wiki.entries.word_marks import ADDED, REMOVED

MOST_TOLD = 3


@dataclass(frozen=True)
class InShort:
    """`parts` are the first few changes in words; `more` says how many places are not told."""

    parts: tuple[str, ...] = ()
    more: int = 0
    is_first: bool = False


def changes_in_short(session: Session, kind: Kind, revisions: Iterable[Revision]) -> dict[int, InShort]:
    """For each of these revisions of one entry, what it changed in what its author had before the eyes: number → words.
    One query, whatever their number."""
    told = [each for each in revisions if each.state != RECORDED]
    if not told:
        return {}
    numbers = {each.number for each in told} | {each.base_number for each in told}
    query = select(Revision.number, Revision.payload, Revision.schema_version).where(
        Revision.entry_id == told[0].entry_id, Revision.number.in_(numbers)
    )
    contents = {number: kind.read(payload, version) for number, payload, version in session.execute(query)}
    return {each.number: _in_short(kind, contents, each) for each in told}


def _in_short(kind: Kind, contents: Mapping[int, Any], revision: Revision) -> InShort:
    if revision.base_number not in contents:
        return InShort(is_first=True)
    changes = compare(kind, contents[revision.base_number], contents[revision.number])
    rows = {each.name: each for each in kind.all_fields if isinstance(each, Rows)}
    lines = [_told(each) for each in changes if each.path.split("-")[0] not in rows]
    for name, field in rows.items():
        inside = [each for each in changes if each.path.split("-")[0] == name]
        if inside:
            lines.append(f"{field.label}: {_counted(inside)}")
    return InShort(tuple(lines[:MOST_TOLD]), max(0, len(lines) - MOST_TOLD))


def _told(change: Change) -> str:
    label = change.label
    if change.language:
        name = {"de": _("German"), "en": _("English")}.get(change.language, change.language)
        label = _("%(label)s (%(language)s)", label=label, language=name)
    if change.op == ADDED:
        return str(_("%(label)s added", label=label))
    return str(_("%(label)s removed", label=label) if change.op == REMOVED else _("%(label)s changed", label=label))


def _counted(changes: list[Change]) -> str:
    counts = Counter(each.op for each in changes)
    counts[MOVED] += sum(1 for each in changes if each.op == CHANGED and each.was_at)
    words = {
        ADDED: _("%(number)s new", number=counts[ADDED]),
        CHANGED: _("%(number)s changed", number=counts[CHANGED]),
        MOVED: _("%(number)s moved", number=counts[MOVED]),
        REMOVED: _("%(number)s removed", number=counts[REMOVED]),
    }
    return ", ".join(text for op, text in words.items() if counts[op])
