"""Learning paths: the released projection; who follows one, and how far they have come.

What is learned (stations, for whom) stands in the revisions of the entry. Who learns is written down in rows: an
`Enrolment` goes along with the newest released version and stays when it is finished.
"""

from sqlalchemy import Boolean, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, JSONDocument, Key, Name, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import Entry
from wiki.people.models import Person

READ, QUESTION, CHECK, TALK, TASK = "read", "question", "check", "talk", "task"
"""A station's sort: an entry to read · a question written by hand · questions made from what was read before ·
a talk with somebody · something to do"""
SORTS = (READ, QUESTION, CHECK, TALK, TASK)
CHOSEN, NEWCOMER, ASSIGNED = "chosen", "newcomer", "assigned"
FUNCTION, DEPARTMENT, ROLE = "function", "department", "role"
"""Why somebody follows a path: by own choice · because they are new · for what they do, where or as what they work ·
because somebody gave it to them"""
REASONS = (CHOSEN, NEWCOMER, FUNCTION, DEPARTMENT, ROLE, ASSIGNED)


class LearningPath(Entry):
    """A path. Whom it is for: `functions` and `departments` are slugs (with the departments below), `roles` access
    roles; `for_newcomers` alone means everybody who is new, with others it means those of them who are new."""

    __tablename__ = "learning_path"
    id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    minutes: Mapped[int] = mapped_column(default=0)
    """About so long it takes, all stations together."""
    stations: Mapped[int] = mapped_column(default=0)
    """How many it has."""
    for_newcomers: Mapped[bool] = mapped_column(Boolean, default=False, index=True)
    functions: Mapped[list[str]] = mapped_column(JSONDocument, default=list)
    departments: Mapped[list[str]] = mapped_column(JSONDocument, default=list)
    roles: Mapped[list[str]] = mapped_column(JSONDocument, default=list)

    __mapper_args__ = {"polymorphic_identity": "learning_path"}


class Enrolment(Base):
    """That a person follows a path: at most once at a time. Without `path_id` it is the path through the person's own
    steps, made from who is responsible or accountable where (`own`), or the path is gone: the titles stay."""

    __tablename__ = "enrolment"
    __table_args__ = (
        Index(
            "uq_enrolment_open", "person_id", "path_id", unique=True,
            sqlite_where=text("completed_at IS NULL AND ended_at IS NULL"),
            postgresql_where=text("completed_at IS NULL AND ended_at IS NULL"),
        ),
        {"info": NOT_ON_PAGES},
    )  # fmt: skip
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    path_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), index=True)
    own: Mapped[bool] = mapped_column(Boolean, default=False)
    title_de: Mapped[Name] = mapped_column(default="")
    title_en: Mapped[Name] = mapped_column(default="")
    reason: Mapped[Code] = mapped_column(default=CHOSEN)
    started_on: Mapped[Day]
    """Days by which stations are due count from here."""
    assigned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[When]
    completed_at: Mapped[When | None]
    completed_number: Mapped[int] = mapped_column(default=0)
    """The version of the path that was finished."""
    ended_at: Mapped[When | None]
    """When it was left unfinished or taken back."""
    paused_on: Mapped[Day | None]
    """Since when it rests: nobody is reminded, and the days by which stations are due wait as long."""
    seen_number: Mapped[int] = mapped_column(default=0)
    """The version of the path that was last gone along: what a newer one changed is told."""
    edits: Mapped[int] = mapped_column(default=1)
    path: Mapped[Entry | None] = relationship(foreign_keys=[path_id])
    person: Mapped[Person] = relationship(foreign_keys=[person_id])
    mentor: Mapped[Person | None] = relationship(foreign_keys=[mentor_id])
    assigned_by: Mapped[Person | None] = relationship(foreign_keys=[assigned_by_id])

    @property
    def is_open(self) -> bool:
        """Whether the person is on the way."""
        return self.completed_at is None and self.ended_at is None

    def title(self, language: str) -> str:
        """The path's title when it was last seen, in `language`, else in the other one."""
        pair = (self.title_de, self.title_en) if language == "de" else (self.title_en, self.title_de)
        return pair[0] or pair[1]


class StationDone(Base):
    """That a station of an enrolment is done. `station` is its key in the path; the title stays as it was."""

    __tablename__ = "station_done"
    __table_args__ = {"info": NOT_ON_PAGES}
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    station: Mapped[str] = mapped_column(String(120), primary_key=True)
    title_de: Mapped[Name] = mapped_column(default="")
    title_en: Mapped[Name] = mapped_column(default="")
    done_at: Mapped[When]


class LearningReminder(Base):
    """That somebody has been told of a station: `stage` says of what, `reminding.py` which stages there are."""

    __tablename__ = "learning_reminder"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[str] = mapped_column(String(160), primary_key=True)
    sent_on: Mapped[Day]


class Answer(Base):
    """What the learner last answered to a question, for the learner alone: gone when the path is finished or left."""

    __tablename__ = "learning_answer"
    __table_args__ = (UniqueConstraint("enrolment_id", "station", "question"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id", ondelete="CASCADE"), index=True)
    station: Mapped[str] = mapped_column(String(120))
    question: Mapped[str] = mapped_column(String(200))
    chosen: Mapped[str] = mapped_column(String(200))
    is_right: Mapped[bool] = mapped_column(Boolean)
    answered_at: Mapped[When]
