"""Watching more than one entry: a kind, a department."""

from sqlalchemy import Boolean, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.people.models import Department


class KindWatch(Base):
    """That a person wants to hear of changes to every entry of a kind, new ones included."""

    __tablename__ = "kind_watch"
    __table_args__ = {"info": NOT_ON_PAGES}
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[Code] = mapped_column(primary_key=True, index=True)
    minor: Mapped[bool] = mapped_column(Boolean, default=False)
    since: Mapped[When]


class DepartmentWatch(Base):
    """That a person wants to hear of changes to every entry of a department and of those below it."""

    __tablename__ = "department_watch"
    __table_args__ = {"info": NOT_ON_PAGES}
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    department_id: Mapped[int] = mapped_column(
        ForeignKey("department.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    minor: Mapped[bool] = mapped_column(Boolean, default=False)
    since: Mapped[When]
    department: Mapped[Department] = relationship()
