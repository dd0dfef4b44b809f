"""Duties as they are, were or will be on a day."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from wiki.ownership.models import Accountability, Duty


def accountable_on(day: date) -> Select[tuple[Accountability]]:
    """For each object the row that holds on `day`; objects without any row are vacant and not in it."""
    later = aliased(Accountability)
    newer = exists().where(
        later.entry_id == Accountability.entry_id,
        later.step_key == Accountability.step_key,
        later.since > Accountability.since,
        later.since <= day,
    )
    return select(Accountability).where(Accountability.since <= day, ~newer)


def held_on(day: date) -> Select[Any]:
    """The same as columns, where thousands are judged: entry_id, step_key, since, person_id, function_id, acting."""
    row = Accountability
    columns = (row.entry_id, row.step_key, row.since, row.person_id, row.function_id, row.acting)
    return accountable_on(day).with_only_columns(*columns)


def lasting_on(day: date) -> ColumnElement[bool]:
    """The condition on `Duty`: in force on `day`."""
    return and_(Duty.since <= day, or_(Duty.until.is_(None), Duty.until > day))


def duties_on(day: date) -> Select[tuple[Duty]]:
    """Who is responsible, consulted or informed on `day`."""
    return select(Duty).where(lasting_on(day))


def of_entries(query: Select[tuple[Accountability]], entry_ids: Iterable[int]) -> Select[tuple[Accountability]]:
    """`accountable_on` for these entries and their steps only."""
    return query.where(Accountability.entry_id.in_(list(entry_ids)))
