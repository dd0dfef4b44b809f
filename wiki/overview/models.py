"""How far a person has been shown around."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from wiki.core.db import Base, Code, Day
from wiki.core.on_pages import NOT_ON_PAGES


class GuidedVisit(Base):
    """The guided first visit of a person: theirs alone, for going on where they left. Nobody else ever sees it."""

    __tablename__ = "guided_visit"
    __table_args__ = {"info": NOT_ON_PAGES}
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    round: Mapped[Code]
    """Which visit it is: who gets another role is offered that of the role once more."""
    stop: Mapped[int] = mapped_column(default=0)
    """Where the person is, from 1 on; 0 before the first."""
    ended_on: Mapped[Day | None]
    """Walked to the end, left, or sent away from the home page."""
