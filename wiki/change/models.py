"""Change management of an initiative: whom it concerns, how ready they are, what they are told and taught.

Rows speak of groups of at least five people and of no person: who wrote them down is in the record of acts alone. The
one name kept is that of who sends a message.
"""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, JSONDocument, Key, LongText, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.people.models import Department, Function, Person
from wiki.tasks.models import Task

SMALLEST = 5
"""Groups, and the answers of a round, never count fewer."""
LOWEST, HIGHEST = 1, 5

ASKED, ASSESSED = "asked", "assessed"
"""How a round came about: the group answered without names · somebody judged it."""

GROUP, DEPARTMENT, CUSTOMERS = "group", "department", "customers"
AUDIENCES = (GROUP, DEPARTMENT, CUSTOMERS)

FORMS = ("classroom", "online", "self_study", "on_the_job", "coaching", "exercise")
"""How people are trained."""


class ChangeGroup(Base):
    """People who have to work differently afterwards: of a department, of a function, or as the title says."""

    __tablename__ = "change_group"
    __table_args__ = (
        CheckConstraint(f"people >= {SMALLEST}", name="large_enough"),
        CheckConstraint(f"influence BETWEEN {LOWEST} AND {HIGHEST}", name="influence"),
        CheckConstraint(f"interest BETWEEN {LOWEST} AND {HIGHEST}", name="interest"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(120), default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    function_id: Mapped[int | None] = mapped_column(ForeignKey("function.id"), index=True)
    people: Mapped[int] = mapped_column(info={"least": SMALLEST})
    influence: Mapped[int]
    """What they can bring about or stop: 1 (hardly anything) to 5."""
    interest: Mapped[int]
    """How much it concerns them: 1 (hardly) to 5."""
    words: Mapped[str] = mapped_column(String(500), default="")
    """What will be different for them."""
    edits: Mapped[int] = mapped_column(default=0)
    department: Mapped[Department | None] = relationship()
    function: Mapped[Function | None] = relationship()
    rounds: Mapped[list["AdkarRound"]] = relationship(
        back_populates="group", cascade="all, delete-orphan", passive_deletes=True,
        order_by="(AdkarRound.day, AdkarRound.id)",
    )  # fmt: skip

    def name(self, language: str) -> str:
        """Its title, else what its function and its department are called."""
        if self.title:
            return self.title
        return ", ".join(each.name(language) for each in (self.function, self.department) if each is not None)


class AdkarRound(Base):
    """How ready a group was on a day. An asked round keeps the answers, each five numbers, sorted by value: neither who
    gave them nor in which order they came. An assessed one has either shares in per cent or one profile."""

    __tablename__ = "change_round"
    __table_args__ = (
        UniqueConstraint("group_id", "day", "way"),
        CheckConstraint(f"way <> '{ASKED}' OR number >= {SMALLEST}", name="enough_answers"),
        {"info": NOT_ON_PAGES},
    )
    id: Mapped[Key]
    group_id: Mapped[int] = mapped_column(ForeignKey("change_group.id", ondelete="CASCADE"))
    day: Mapped[Day]
    way: Mapped[Code]
    number: Mapped[int]
    """How many answered; of an assessed round how many people the group had."""
    answers: Mapped[list[list[int]]] = mapped_column(JSONDocument, default=list)
    shares: Mapped[dict[str, int]] = mapped_column(JSONDocument, default=dict)
    profile: Mapped[list[int]] = mapped_column(JSONDocument, default=list)
    source: Mapped[str] = mapped_column(String(300), default="")
    """Where it comes from: the survey, or what the assessment rests on."""
    group: Mapped[ChangeGroup] = relationship(back_populates="rounds")
    measures: Mapped[list["ChangeMeasure"]] = relationship(cascade="all, delete-orphan", passive_deletes=True)


class ChangeMeasure(Base):
    """A measure taken against the barrier a round has shown; the task does it."""

    __tablename__ = "change_measure"
    __table_args__ = (
        UniqueConstraint("round_id", "code"),
        {"sqlite_autoincrement": True, "info": NOT_ON_PAGES},  # tasks name it for good: `measure:3`
    )
    id: Mapped[Key]
    round_id: Mapped[int] = mapped_column(ForeignKey("change_round.id", ondelete="CASCADE"))
    code: Mapped[Code]
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"), index=True)
    task: Mapped[Task | None] = relationship()


class ChangeMessage(Base):
    """Something told to somebody: a line of the communication plan. `done_on` is the day it was told."""

    __tablename__ = "change_message"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(1000))
    audience: Mapped[Code]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("change_group.id", ondelete="CASCADE"), index=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"), index=True)
    channel: Mapped[str] = mapped_column(String(120))
    planned_on: Mapped[Day]
    sender_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    sender_function_id: Mapped[int | None] = mapped_column(ForeignKey("function.id", ondelete="SET NULL"), index=True)
    done_on: Mapped[Day | None]
    edits: Mapped[int] = mapped_column(default=0)
    group: Mapped[ChangeGroup | None] = relationship()
    department: Mapped[Department | None] = relationship()
    sender: Mapped[Person | None] = relationship()
    sender_function: Mapped[Function | None] = relationship()

    def audience_name(self, language: str) -> str:
        """The group's or the department's name, empty for customers."""
        named = self.group or self.department
        return named.name(language) if named is not None else ""

    def is_late(self, today: date) -> bool:
        """Whether it should have been told already."""
        return self.done_on is None and self.planned_on < today


class ChangeTraining(Base):
    """Something a group learns: a line of the training plan."""

    __tablename__ = "change_training"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("change_group.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    form: Mapped[Code]
    planned_on: Mapped[Day]
    done_on: Mapped[Day | None]
    edits: Mapped[int] = mapped_column(default=0)
    group: Mapped[ChangeGroup] = relationship()

    def is_late(self, today: date) -> bool:
        """Whether it should have taken place already."""
        return self.done_on is None and self.planned_on < today


class ChangeResistance(Base):
    """What speaks against the change in a group, without names, and what is done about it."""

    __tablename__ = "change_resistance"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    group_id: Mapped[int] = mapped_column(ForeignKey("change_group.id", ondelete="CASCADE"), index=True)
    text: Mapped[LongText]
    element: Mapped[Code] = mapped_column(default="")
    """The element of ADKAR it comes from, empty where nobody knows."""
    answer: Mapped[str] = mapped_column(String(1000), default="")
    noted_at: Mapped[When]
    done_on: Mapped[Day | None]
    edits: Mapped[int] = mapped_column(default=0)
    group: Mapped[ChangeGroup] = relationship()
