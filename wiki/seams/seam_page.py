"""A seam as its page shows it."""

from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core.clock import company_day
from wiki.entries.models import Entry
from wiki.ownership.staff import Staff
from wiki.seams.models import ACCEPTED, FROM, PROPOSED, SIDES, Seam, SeamAgreement
from wiki.seams.reading import Crossing, Unit
from wiki.seams.rights import answerers, may_speak
from wiki.seams.saying import At
from wiki.seams.standing import Standing, of_process
from wiki.seams.wording import channel_of

_PEOPLE = ("proposed_by", "from_accepted_by", "to_accepted_by", "declined_by", "from_department", "to_department")


@dataclass(frozen=True)
class Line:
    """One property of both steps, side by side."""

    label: str
    before: str
    after: str
    changed: bool


class SeamPage:
    """One seam with its agreements; `standing` is empty where nothing changes hands there any more."""

    def __init__(self, session: Session, actor: Actor, process: Entry, at: At, language: str) -> None:
        self.process = process
        self.at = at
        self.language = language
        self._session = session
        self._actor = actor
        found = [each for each in of_process(session, process.id) if each.crossing.place == at.place]
        self.standing: Standing | None = found[0] if found else None
        self.row = self._row()

    def _row(self) -> Seam | None:
        agreements = joinedload(Seam.agreements)
        people = [agreements.joinedload(getattr(SeamAgreement, name)) for name in _PEOPLE]
        query = select(Seam).where(
            Seam.entry_id == self.at.entry_id, Seam.from_key == self.at.from_key, Seam.to_key == self.at.to_key
        )
        return self._session.scalars(query.options(joinedload(Seam.told_by), agreements, *people)).unique().first()

    @property
    def exists(self) -> bool:
        """Whether there is, or was, such a seam."""
        return self.standing is not None or self.row is not None

    @property
    def crossing(self) -> Crossing | None:
        """The steps, where the seam is one of today's."""
        return self.standing.crossing if self.standing else None

    @property
    def agreements(self) -> list[SeamAgreement]:
        """Every version, the newest first."""
        return list(reversed(self.row.agreements)) if self.row else []

    @property
    def in_force(self) -> SeamAgreement | None:
        """What holds now, whether or not the same departments meet here still."""
        return next((each for each in self.agreements if each.state == ACCEPTED and each.until is None), None)

    @property
    def proposal(self) -> SeamAgreement | None:
        """What waits for an answer."""
        return next((each for each in self.agreements if each.state == PROPOSED), None)

    @property
    def newest(self) -> int:
        """The number of the newest version."""
        return self.agreements[0].number if self.agreements else 0

    @cached_property
    def _staff(self) -> Staff:
        return Staff(self._session, company_day(self._session))

    @cached_property
    def may_speak(self) -> bool:
        """Whether this reader may say what goes wrong and propose an agreement."""
        return self.crossing is not None and may_speak(self._staff, self._actor, self.process, self.crossing)

    def unit(self, side: str) -> Unit | None:
        """The department of a side."""
        return self.crossing.units[0 if side == FROM else 1] if self.crossing else None

    @property
    def may_be_agreed(self) -> bool:
        """Whether both sides have a department that could accept."""
        return all(self.unit(side) is not None for side in SIDES)

    @property
    def answers(self) -> list[str]:
        """The sides for which this reader can answer the proposal: none where other departments meet by now."""
        waiting = self.proposal
        if waiting is None or any(waiting.department_id(side) != self._unit_id(side) for side in SIDES):
            return []
        one = waiting.from_department_id == waiting.to_department_id
        sides = SIDES[:1] if one else SIDES
        return [side for side in sides if self._actor.person_id in answerers(self._staff, waiting.department_id(side))]

    def _unit_id(self, side: str) -> int | None:
        unit = self.unit(side)
        return unit.id if unit else None

    def asked(self, side: str) -> list[str]:
        """The names of those who answer for a side of the proposal."""
        waiting = self.proposal
        found = answerers(self._staff, waiting.department_id(side)) if waiting else ()
        return [self._staff.people[each].name for each in found]

    def lines(self, labels: dict[str, str]) -> list[Line]:
        """What both steps say, side by side."""
        crossing = self.crossing
        if crossing is None:
            return []
        before, after, changes = crossing.before, crossing.after, crossing.changes
        actors = crossing.actors or (before.actor, after.actor)
        met = crossing.channels[0] if crossing.channels else before
        first, second = (each.name.of(self.language) if each else "" for each in crossing.units)
        rows = [
            ("function", actors[0].of(self.language), actors[1].of(self.language)),
            ("department", first, second),
            ("channel", channel_of(met, self.language), channel_of(after, self.language)),
            ("touchpoint", met.touchpoint.of(self.language), after.touchpoint.of(self.language)),
        ]
        return [Line(labels[name], one, other, name in changes) for name, one, other in rows if one or other]
