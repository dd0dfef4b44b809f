"""Initiatives: the released projection, and how they go: people, milestones, risks, decisions, reports, effect.

What is wanted (goal, target, what it is about) stands in the revisions. How it goes is written down in rows, by those
who steer it, without a release.
"""

from sqlalchemy import CheckConstraint, Float, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, JSONDocument, Key, LongText, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import Entry, Revision
from wiki.initiatives.fields import HIGHER
from wiki.initiatives.figures import Figure, Value
from wiki.people.models import Person

PLANNED, RUNNING, CHECKING, CLOSED, STOPPED = "planned", "running", "checking", "closed", "stopped"
"""An initiative's stage: not begun · being done · done, its effect is checked again · over, with an effect that
has held or with none to show · given up"""
STAGES = (PLANNED, RUNNING, CHECKING, CLOSED, STOPPED)
LIVE = (PLANNED, RUNNING, CHECKING)
GREEN, AMBER, RED = "green", "amber", "red"
LIGHTS = (GREEN, AMBER, RED)
SPONSOR, LEAD, MEMBER = "sponsor", "lead", "member"
PARTS = (SPONSOR, LEAD, MEMBER)
INTERIM, EFFECT, RECHECK = "interim", "effect", "recheck"
"""When a value was measured: on the way · when closing · some time after closing. The baseline is content."""
HELD, LOST, VOID = "held", "missed", "void"
RECHECK_DAYS = (30, 90)


class Initiative(Entry):
    """A change under way. `stage`, `light` and `closed_on` are those of the newest report."""

    __tablename__ = "initiative"
    id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    aspects: Mapped[list[str]] = mapped_column(JSONDocument, default=list)
    stage: Mapped[Code] = mapped_column(default=PLANNED, index=True)
    light: Mapped[Code] = mapped_column(default="")
    stage_since: Mapped[Day | None]
    closed_on: Mapped[Day | None]
    why_no_effect: Mapped[str] = mapped_column(String(500), default="")
    """Why it was closed without a measured effect."""
    figure_de: Mapped[str] = mapped_column(String(200), default="")
    figure_en: Mapped[str] = mapped_column(String(200), default="")
    unit: Mapped[Code] = mapped_column(default="")
    better: Mapped[Code] = mapped_column(default=HIGHER)
    baseline: Mapped[float | None] = mapped_column(Float())
    baseline_on: Mapped[Day | None]
    baseline_cases: Mapped[int | None]
    baseline_source: Mapped[str] = mapped_column(String(300), default="")
    target: Mapped[float | None] = mapped_column(Float())
    target_on: Mapped[Day | None]
    effect: Mapped[float | None] = mapped_column(Float())
    """The newest measured value."""
    effect_on: Mapped[Day | None]
    effect_cases: Mapped[int | None]

    __mapper_args__ = {"polymorphic_identity": "initiative"}

    @property
    def figure(self) -> Figure:
        """What it is measured by."""
        start = None
        if self.baseline is not None:
            start = Value(self.baseline, self.baseline_on, self.baseline_cases, self.baseline_source)
        names = {"de": self.figure_de, "en": self.figure_en}
        return Figure(names, self.unit, self.better, start, self.target, self.target_on)

    def show(self, figure: Figure) -> None:
        """Take over what the released content says it is measured by."""
        start = figure.baseline or Value(0)
        self.figure_de, self.figure_en = figure.names.get("de", ""), figure.names.get("en", "")
        self.unit, self.better = figure.unit, figure.better
        self.baseline = figure.baseline.value if figure.baseline else None
        self.baseline_on, self.baseline_cases, self.baseline_source = start.on, start.cases, start.source
        self.target, self.target_on = figure.target, figure.target_on

    @property
    def newest(self) -> Value | None:
        """The newest measured value."""
        return None if self.effect is None else Value(self.effect, self.effect_on, self.effect_cases)


class InitiativeMember(Base):
    """That a person takes part, from a day on; `until` is the first day without."""

    __tablename__ = "initiative_member"
    __table_args__ = (
        Index(
            "uq_initiative_member_now", "initiative_id", "person_id", "part", unique=True,
            sqlite_where=text("until IS NULL"), postgresql_where=text("until IS NULL"),
        ),
        Index(
            "uq_initiative_lead_now", "initiative_id", "part", unique=True,
            sqlite_where=text("until IS NULL AND part <> 'member'"),
            postgresql_where=text("until IS NULL AND part <> 'member'"),
        ),
        {"info": NOT_ON_PAGES},
    )  # fmt: skip
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    part: Mapped[Code]
    since: Mapped[Day]
    until: Mapped[Day | None]
    person: Mapped[Person] = relationship()


class InitiativeReport(Base):
    """How it goes, written down by whoever steers it: stage, light and the reason. Never changed afterwards."""

    __tablename__ = "initiative_report"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    stage: Mapped[Code]
    light: Mapped[Code]
    reason: Mapped[LongText]
    at: Mapped[When]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    by: Mapped[Person | None] = relationship()


class Milestone(Base):
    """Something reached on the way."""

    __tablename__ = "initiative_milestone"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    title: Mapped[str] = mapped_column(String(200))
    due: Mapped[Day]
    reached_on: Mapped[Day | None]
    edits: Mapped[int] = mapped_column(default=0)


class Risk(Base):
    """What may go wrong, and what is done about it. `likelihood` and `harm`: 1 (slight) to 5."""

    __tablename__ = "initiative_risk"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    text: Mapped[str] = mapped_column(String(500))
    likelihood: Mapped[int]
    harm: Mapped[int]
    answer: Mapped[str] = mapped_column(String(500), default="")
    closed_on: Mapped[Day | None]
    edits: Mapped[int] = mapped_column(default=0)


class Decision(Base):
    """What was decided, when, and why."""

    __tablename__ = "initiative_decision"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    decided_on: Mapped[Day]
    text: Mapped[str] = mapped_column(String(500))
    reason: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[When]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


class Measurement(Base):
    """A value of the initiative's figure: on the way, at the end, and at each check afterwards.

    `value` is in the figure's unit; a share is in percent. `n` is how many cases it rests on, empty where unknown.
    """

    __tablename__ = "initiative_measurement"
    __table_args__ = (CheckConstraint("n IS NULL OR n > 0", name="cases"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    sort: Mapped[Code]
    measured_on: Mapped[Day]
    value: Mapped[float] = mapped_column(Float())
    n: Mapped[int | None]
    source: Mapped[str] = mapped_column(String(300))
    note: Mapped[str] = mapped_column(String(500), default="")
    recorded_at: Mapped[When]
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)


class Recheck(Base):
    """That the effect is measured again so many days after closing; a task asks for it. `outcome`: empty while it is
    open, HELD, LOST, or VOID (the initiative was opened again before)."""

    __tablename__ = "initiative_recheck"
    __table_args__ = (
        Index(
            "uq_initiative_recheck_open", "initiative_id", "days", unique=True,
            sqlite_where=text("outcome = ''"), postgresql_where=text("outcome = ''"),
        ),
        {"info": NOT_ON_PAGES},
    )  # fmt: skip
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    closed_on: Mapped[Day]
    days: Mapped[int]
    due: Mapped[Day] = mapped_column(index=True)
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"), index=True)
    measurement_id: Mapped[int | None] = mapped_column(
        ForeignKey("initiative_measurement.id", ondelete="SET NULL"), index=True
    )
    outcome: Mapped[Code] = mapped_column(default="")


class InitiativeSeam(Base):
    """That an initiative is about a seam of a process."""

    __tablename__ = "initiative_seam"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True, index=True)
    from_key: Mapped[Code] = mapped_column(primary_key=True)
    to_key: Mapped[Code] = mapped_column(primary_key=True)


class InitiativeChange(Base):
    """A released revision that the initiative brought about."""

    __tablename__ = "initiative_change"
    __table_args__ = (UniqueConstraint("initiative_id", "revision_id"), {"info": NOT_ON_PAGES})
    id: Mapped[Key]
    initiative_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), index=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id", ondelete="CASCADE"), index=True)
    added_at: Mapped[When]
    added_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    revision: Mapped[Revision] = relationship()
