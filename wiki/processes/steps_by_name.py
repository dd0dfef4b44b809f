"""What the steps of released processes are called, for those who know them by their keys alone."""

from collections.abc import Mapping

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from wiki.entries.models import Entry
from wiki.processes.models import ProcessStep


def step_titles(session: Session, entries: ColumnElement[bool]) -> Mapping[tuple[int, str], tuple[str, str]]:
    """(process, key) → title in German and English, for the steps of the entries that meet the condition."""
    query = select(ProcessStep.process_id, ProcessStep.key, ProcessStep.title_de, ProcessStep.title_en)
    rows = session.execute(query.where(ProcessStep.process_id.in_(select(Entry.id).where(entries))))
    return {(row.process_id, row.key): (row.title_de, row.title_en) for row in rows}
