"""Where signals are seen: the entry, its step or the seam between two, in words and with the way there."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.rights import readable
from wiki.processes.models import ProcessStep
from wiki.signals.models import Signal


@dataclass(frozen=True)
class Spot:
    """A place as a page shows it. `step` is empty where the whole entry is meant; `kind` is the kind's name."""

    entry_id: int
    kind: str
    icon: str
    title: str
    url: str
    step: str = ""
    step_url: str = ""
    department: str = ""

    @property
    def words(self) -> str:
        """Everything in one line."""
        return f"{self.title} · {self.step}" if self.step else self.title


def spots_of(session: Session, actor: Actor, signals: Iterable[Signal], language: str) -> dict[int, Spot]:
    """The places of these signals by signal; none of entries the actor may not read. Two queries."""
    placed = [each for each in signals if each.entry_id is not None]
    entries = readable_entries(session, actor, {each.entry_id for each in placed if each.entry_id is not None})
    steps = _step_titles(session, {each.entry_id for each in placed if each.step_key and each.entry_id}, language)
    return {
        each.id: spot_at(session, entries[each.entry_id], each.step_key, each.to_key, language, steps)
        for each in placed
        if each.entry_id in entries
    }


def readable_entries(session: Session, actor: Actor, ids: Iterable[int]) -> dict[int, Entry]:
    """Those of the entries that the actor may read."""
    wanted = list(ids)
    if not wanted:
        return {}
    return {each.id: each for each in session.scalars(select(Entry).where(Entry.id.in_(wanted), readable(actor)))}


def spot_at(
    session: Session, entry: Entry, step_key: str, to_key: str, language: str,
    steps: Mapping[tuple[int, str], str] | None = None,
) -> Spot:  # fmt: skip
    """One place; `steps` are titles of steps that are known already."""
    titles = steps if steps is not None else _step_titles(session, {entry.id} if step_key else (), language)
    step = titles.get((entry.id, step_key), "") if step_key else ""
    url, step_url = url_for(f"{entry.kind}.page", slug=entry.slug), ""
    if step and to_key:
        step = f"{step} → {titles.get((entry.id, to_key), '')}"
        step_url = url_for("seams.seam", slug=entry.slug, from_key=step_key, to_key=to_key)
    elif step:
        step_url = f"{url}#step-{step_key}"
    kind = wired(session, Kinds).of(entry)
    return Spot(entry.id, entry.kind, kind.icon, entry.title(language), url, step, step_url, entry.department or "")


def _step_titles(session: Session, process_ids: Iterable[int], language: str) -> dict[tuple[int, str], str]:
    wanted = list(process_ids)
    if not wanted:
        return {}
    rows = session.scalars(select(ProcessStep).where(ProcessStep.process_id.in_(wanted)))
    return {(row.process_id, row.key): row.title(language) for row in rows}


def steps_of(session: Session, entry: Entry, language: str) -> list[tuple[str, str]]:
    """The steps of a released process to choose among: (key, number and title)."""
    query = select(ProcessStep).where(ProcessStep.process_id == entry.id).order_by(ProcessStep.position)
    rows = session.scalars(query) if entry.kind == "process" else ()
    return [(row.key, f"{number} · {row.title(language)}") for number, row in enumerate(rows, start=1)]


def existing_place(session: Session, entry: Entry, step_key: str, to_key: str) -> tuple[str, str]:
    """The keys as far as such steps are there: a link may be older than the process."""
    known = set(session.scalars(select(ProcessStep.key).where(ProcessStep.process_id == entry.id)))
    step = step_key if step_key in known else ""
    return step, to_key if step and to_key in known else ""
