"""Tasks, what they wait for, their checklists and what is said about them.

A task may belong to an initiative and may be about an entry or a step; without an initiative it is between who made it
and who does it.
"""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Day, Key, LongText, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.entries.models import Entry
from wiki.people.models import Person

OPEN, DOING, WAITING, DONE, DROPPED = "open", "doing", "waiting", "done", "dropped"
"""A task's state: not begun · being done · held up by something · finished · given up"""
STATES = (OPEN, DOING, WAITING, DONE, DROPPED)
UNFINISHED = (OPEN, DOING, WAITING)

CATEGORIES = (
    "encourage", "question", "go_first", "new_methods", "share_knowledge", "stand_for_customers",
    "communicate", "train", "coach", "remove_resistance", "reinforce",
)  # fmt: skip
"""The six duties of the CX team, then the five sorts of work in change management."""

REPEATS = ("", "weekly", "monthly", "quarterly", "yearly")


class Task(Base):
    """Something one person does until a day. `rank` orders the tasks of a state, the smallest first."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_board", "initiative_id", "state", "rank"),
        Index("ix_task_mine", "assignee_id", "state", "due"),
        Index("ix_task_due", "state", "due"),
        CheckConstraint("due IS NULL OR starts IS NULL OR due >= starts", name="in_order"),
        {"sqlite_autoincrement": True, "info": NOT_ON_PAGES},  # inboxes and series name it for good
    )
    id: Mapped[Key]
    title: Mapped[str] = mapped_column(String(200))
    text: Mapped[LongText] = mapped_column(default="")
    category: Mapped[Code] = mapped_column(default="")
    state: Mapped[Code] = mapped_column(default=OPEN)
    waits_for: Mapped[str] = mapped_column(String(300), default="")
    """In words, what holds it up; tasks it needs first are rows of their own."""
    rank: Mapped[float] = mapped_column(default=0.0)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    starts: Mapped[Day | None]
    due: Mapped[Day | None]
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"))
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("entry.id", ondelete="SET NULL"), index=True)
    """What it is about."""
    step_key: Mapped[Code] = mapped_column(default="")
    comment_id: Mapped[int | None] = mapped_column(ForeignKey("comment.id", ondelete="SET NULL"), index=True)
    origin: Mapped[str] = mapped_column(String(80), default="")
    """What made it, as `recheck:12`, `measure:3`, `signal:7`; empty for those somebody wrote. Unique where set."""
    repeat: Mapped[Code] = mapped_column(default="")
    follows_id: Mapped[int | None] = mapped_column(ForeignKey("task.id", ondelete="SET NULL"), index=True)
    """The task of the same series before it."""
    edits: Mapped[int] = mapped_column(default=0)
    """Counts the changes, so that nobody overwrites what they have not seen."""
    created_at: Mapped[When]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    changed_at: Mapped[When]
    finished_at: Mapped[When | None]
    """When it was done or dropped."""
    finished_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    assignee: Mapped[Person | None] = relationship(foreign_keys=[assignee_id])
    created_by: Mapped[Person | None] = relationship(foreign_keys=[created_by_id])
    finished_by: Mapped[Person | None] = relationship(foreign_keys=[finished_by_id])
    initiative: Mapped[Entry | None] = relationship(foreign_keys=[initiative_id])
    entry: Mapped[Entry | None] = relationship(foreign_keys=[entry_id])
    items: Mapped[list["ChecklistItem"]] = relationship(
        back_populates="task", cascade="all, delete-orphan", passive_deletes=True, order_by="ChecklistItem.position"
    )

    @property
    def is_unfinished(self) -> bool:
        """Whether something remains to be done."""
        return self.state in UNFINISHED


Index(
    "uq_task_origin", Task.origin, unique=True,
    sqlite_where=Task.origin != "", postgresql_where=Task.origin != "",
)  # fmt: skip


class TaskNeed(Base):
    """That a task cannot begin before another is done. Never in a circle; `service.py` sees to it."""

    __tablename__ = "task_need"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), primary_key=True)
    needs_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), primary_key=True, index=True)


class ChecklistItem(Base):
    """A small part of a task, to be ticked."""

    __tablename__ = "task_item"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    text: Mapped[str] = mapped_column(String(300))
    done_at: Mapped[When | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    task: Mapped[Task] = relationship(back_populates="items")


class TaskComment(Base):
    """What somebody says about a task."""

    __tablename__ = "task_comment"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    text: Mapped[LongText]
    created_at: Mapped[When]
    removed_at: Mapped[When | None]
    author: Mapped[Person | None] = relationship(foreign_keys=[author_id])


class TaskReminder(Base):
    """That somebody has been told of a task: `stage` says of what, `reminding.py` which stages there are."""

    __tablename__ = "task_reminder"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id", ondelete="CASCADE"), primary_key=True)
    stage: Mapped[Code] = mapped_column(primary_key=True)
    sent_on: Mapped[Day]
