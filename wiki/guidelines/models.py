"""Guidelines: the released projection."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import Day
from wiki.entries.models import Entry


class Guideline(Entry):
    """A rule the company has given itself."""

    __tablename__ = "guideline"
    id: Mapped[int] = mapped_column(ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True)
    valid_from: Mapped[Day | None] = mapped_column(index=True)

    __mapper_args__ = {"polymorphic_identity": "guideline"}
