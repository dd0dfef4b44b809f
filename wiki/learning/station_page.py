"""What stands on the page of a station: where on the path one is, what there is to read, the task, the questions."""

from dataclasses import dataclass
from functools import cached_property

from flask import url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.access.permissions import Actor
from wiki.core import markdown
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.entries.kinds import Kinds
from wiki.entries.links import fill_in, find_entry_ids, resolve, targets_in
from wiki.entries.models import Entry
from wiki.entries.page import EntryPage
from wiki.entries.rights import may_read
from wiki.learning.answering import Sheet
from wiki.learning.models import Enrolment
from wiki.learning.taking import sheet_at, task_of
from wiki.learning.walk import Stop, Walk, walk_of
from wiki.tasks.models import Task


@dataclass
class StationPage:
    """One station of what the actor follows. `answered`: the question whose answer is looked at."""

    session: Session
    actor: Actor
    language: str
    walk: Walk
    stop: Stop
    answered: str = ""

    @cached_property
    def entry(self) -> EntryPage | None:
        """The entry as the learner reads it; None where there is none, or nothing released any more."""
        address = self.stop.station.address
        if self.stop.target is None:
            return None
        kinds = wired(self.session, Kinds)
        number = find_entry_ids(self.session, kinds, [address]).get(address)
        query = select(Entry).where(Entry.id == number).options(joinedload(Entry.released))
        entry = self.session.scalar(query)
        if entry is None or entry.released is None or not may_read(self.actor, entry):
            return None
        return EntryPage(self.session, self.actor, kinds, entry, entry.released, self.language)

    @property
    def text(self) -> Markup:
        """What the author of the path says about the station, as safe HTML."""
        html = markdown.show(self.stop.station.text(self.language))
        targets = resolve(self.session, wired(self.session, Kinds), self.actor, self.language, targets_in(html))
        filled = fill_in(html, targets, self._file_url)
        return Markup(filled)  # noqa: S704 - sanitised by core/markdown.py

    def _file_url(self, name: str) -> str:
        return url_for("learning_path.file", slug=self.walk.slug, name=name)

    @cached_property
    def task(self) -> Task | None:
        """The task that was made of it."""
        return task_of(self.session, self.walk.enrolment.id, self.stop.station.key)

    @cached_property
    def sheet(self) -> Sheet:
        """The questions with the learner's answers."""
        return sheet_at(self.session, self.walk, self.stop.station.key, self.language, self.answered)

    @property
    def before(self) -> Stop | None:
        """The station before this one."""
        return next((each for each in self.walk.stops if each.number == self.stop.number - 1), None)

    @property
    def behind(self) -> Stop | None:
        """The station behind this one."""
        return next((each for each in self.walk.stops if each.number == self.stop.number + 1), None)

    @property
    def is_last(self) -> bool:
        """Whether the path is finished with this station."""
        return self.walk.after(self.stop.station.key) is None

    def url(self, stop: Stop) -> str:
        """The address of another station."""
        return url_for("learning.station", enrolment_id=self.walk.enrolment.id, key=stop.station.key, _anchor="station")


def station_page(
    session: Session, actor: Actor, enrolment_id: int, key: str, language: str, answered: str = ""
) -> StationPage:
    """The page of a station for its learner; NotFound for anybody else and where the path has no such station."""
    enrolment = session.get(Enrolment, enrolment_id)
    if enrolment is None or actor.person_id is None or enrolment.person_id != actor.person_id:
        raise NotFound
    walk = walk_of(session, actor, enrolment, language)
    stop = walk.stop(key)
    if stop is None:
        raise NotFound
    return StationPage(session, actor, language, walk, stop, answered)
