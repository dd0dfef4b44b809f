"""What the page "Progress" of an initiative shows: who takes part, how it goes, what comes next, what may go wrong."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, selectinload

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.entries.models import DELETED, Entry, EntryLink, Release, Revision
from wiki.entries.rights import readable
from wiki.initiatives.models import (
    LEAD,
    LIVE,
    PARTS,
    Decision,
    Initiative,
    InitiativeChange,
    InitiativeMember,
    InitiativeReport,
    InitiativeSeam,
    Milestone,
    Risk,
)
from wiki.initiatives.rights import may_steer, takes_part
from wiki.seams.reading import Crossing
from wiki.seams.standing import known_places
from wiki.seams.wording import parties

MOST_OFFERED = 40


@dataclass(frozen=True)
class SeamShown:
    """A seam the initiative is about; without a crossing nothing changes hands there any more."""

    process: Entry
    at: tuple[int, str, str]
    crossing: Crossing | None

    def name(self, language: str) -> str:
        """Who hands over to whom."""
        return " → ".join(parties(self.crossing, language)) if self.crossing else f"{self.at[1]} → {self.at[2]}"


class ProgressPage:
    """Each part is asked for once, when it is shown."""

    def __init__(self, session: Session, actor: Actor, initiative: Initiative) -> None:
        self.initiative = initiative
        self.today = company_day(session)
        self.is_live = initiative.stage in LIVE
        self._session = session
        self._actor = actor
        is_there = initiative.status != DELETED
        self.may_steer = is_there and may_steer(session, actor, initiative.id)
        self.takes_part = is_there and (self.may_steer or takes_part(session, actor, initiative.id))
        self.person_id = actor.person_id

    @cached_property
    def members(self) -> list[InitiativeMember]:
        """Who takes part today: sponsor, lead, then the others in the order in which they came."""
        query = select(InitiativeMember).where(self._own(InitiativeMember), InitiativeMember.until.is_(None))
        found = self._session.scalars(
            query.options(selectinload(InitiativeMember.person)).order_by(InitiativeMember.id)
        )
        return sorted(found, key=lambda member: PARTS.index(member.part))

    @cached_property
    def former(self) -> list[InitiativeMember]:
        """Who took part before, the last to leave first."""
        query = select(InitiativeMember).where(self._own(InitiativeMember), InitiativeMember.until.is_not(None))
        query = query.options(selectinload(InitiativeMember.person))
        return list(self._session.scalars(query.order_by(InitiativeMember.until.desc(), InitiativeMember.id.desc())))

    def part(self, part: str) -> InitiativeMember | None:
        """Who sponsors or leads it."""
        return next((each for each in self.members if each.part == part), None)

    @property
    def lacks_lead(self) -> bool:
        """Whether nobody leads it, or somebody who no longer works here."""
        lead = self.part(LEAD)
        return lead is None or not lead.person.active

    @cached_property
    def reports(self) -> list[InitiativeReport]:
        """The newest first."""
        query = select(InitiativeReport).where(self._own(InitiativeReport))
        query = query.options(selectinload(InitiativeReport.by))
        return list(self._session.scalars(query.order_by(InitiativeReport.id.desc())))

    @cached_property
    def milestones(self) -> list[Milestone]:
        """By the day they are due."""
        return list(
            self._session.scalars(select(Milestone).where(self._own(Milestone)).order_by(Milestone.due, Milestone.id))
        )

    @cached_property
    def risks(self) -> list[Risk]:
        """The heaviest first, those that are over last."""
        found = self._session.scalars(select(Risk).where(self._own(Risk)).order_by(Risk.id))
        return sorted(found, key=lambda risk: (risk.closed_on is not None, -risk.likelihood * risk.harm))

    def risks_at(self, likelihood: int, harm: int) -> list[int]:
        """The numbers, counted from 1 in the list, of the open risks of one cell of the picture."""
        return [
            number
            for number, risk in enumerate(self.risks, 1)
            if risk.closed_on is None and (risk.likelihood, risk.harm) == (likelihood, harm)
        ]

    @cached_property
    def decisions(self) -> list[Decision]:
        """The newest first."""
        query = select(Decision).where(self._own(Decision))
        return list(self._session.scalars(query.order_by(Decision.decided_on.desc(), Decision.id.desc())))

    @cached_property
    def seams(self) -> list[SeamShown]:
        """Those of processes the reader may read."""
        query = (
            select(InitiativeSeam, Entry)
            .join(Entry, Entry.id == InitiativeSeam.entry_id)
            .where(self._own(InitiativeSeam), readable(self._actor))
            .order_by(Entry.sort_de, InitiativeSeam.from_key, InitiativeSeam.to_key)
        )
        found = []
        for row, process in self._session.execute(query):
            at = (row.entry_id, row.from_key, row.to_key)
            found.append(SeamShown(process, at, self._places(row.entry_id).get(at)))
        return found

    @cached_property
    def changes(self) -> list[InitiativeChange]:
        """The versions it brought about, the newest first, of entries the reader may read."""
        query = (
            select(InitiativeChange)
            .join(Entry, Entry.id == InitiativeChange.entry_id)
            .where(self._own(InitiativeChange), readable(self._actor))
            .options(selectinload(InitiativeChange.revision).selectinload(Revision.entry))
        )
        return list(self._session.scalars(query.order_by(InitiativeChange.id.desc())))

    def seams_offered(self, language: str) -> list[tuple[str, str]]:
        """(value, name) of the seams of its processes that it is not about yet."""
        known = {each.at for each in self.seams}
        found = []
        for process in self._linked("processes"):
            for at, crossing in self._places(process.id).items():
                if at not in known:
                    name = f"{process.title(language)}: {' → '.join(parties(crossing, language))}"
                    found.append((f"{at[0]}:{at[1]}:{at[2]}", name))
        return found[:MOST_OFFERED]

    def changes_offered(self, language: str) -> list[tuple[str, str]]:
        """(value, name) of the last released versions of what it is about, and has not brought about yet."""
        named = select(EntryLink.target_id).where(EntryLink.source_id == self.initiative.id)
        tied = {each.revision_id for each in self.changes}
        query = (
            select(Revision)
            .join(Release, Release.revision_id == Revision.id)
            .join(Entry, Entry.id == Revision.entry_id)
            .where(Release.entry_id.in_(named), Revision.id.not_in(tied), readable(self._actor))
            .order_by(Release.released_at.desc(), Revision.id.desc())
            .limit(MOST_OFFERED)
        )
        found = self._session.scalars(query).unique().all()
        return [(str(each.id), f"{each.title(language)} ({each.number})") for each in found]

    def _linked(self, role: str) -> list[Entry]:
        query = (
            select(Entry)
            .join(EntryLink, EntryLink.target_id == Entry.id)
            .where(EntryLink.source_id == self.initiative.id, EntryLink.role == role, readable(self._actor))
        )
        return list(self._session.scalars(query.order_by(Entry.sort_de, Entry.id)).unique())

    def _places(self, process_id: int) -> dict[tuple[int, str, str], Crossing]:
        if process_id not in self._kept:
            self._kept[process_id] = known_places(self._session, process_id)
        return self._kept[process_id]

    @cached_property
    def _kept(self) -> dict[int, dict[tuple[int, str, str], Crossing]]:
        return {}

    def _own(self, model: type) -> ColumnElement[bool]:
        condition: ColumnElement[bool] = model.initiative_id == self.initiative.id  # type: ignore[attr-defined]  # all have it
        return condition
