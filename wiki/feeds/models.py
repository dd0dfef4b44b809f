"""Private addresses under which one person follows one list."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.core.db import Base, Code, Key, LongText, When
from wiki.core.on_pages import NOT_ON_PAGES
from wiki.people.models import Person


class FeedAddress(Base):
    """An address that shows one list with the rights of one person, to whoever knows it. Its secret part is kept as a
    hash alone. When it is fetched, nothing is written down."""

    __tablename__ = "feed_address"
    __table_args__ = ({"info": NOT_ON_PAGES},)
    id: Mapped[Key]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    list_name: Mapped[Code]
    """The name of a `FeedList`, or `due`: what waits for the person, as a calendar."""
    query: Mapped[LongText] = mapped_column(default="")
    """What narrows the list, as in the address of its page."""
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[When]
    person: Mapped[Person] = relationship()
