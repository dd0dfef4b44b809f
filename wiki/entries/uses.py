"""Where an entry is used, in short: a few of each kind, and how many there are."""

from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import Entry, EntryLink
from wiki.entries.rights import readable

MOST_OF_A_KIND = 4


@dataclass
class Uses:
    """The entries of one kind that link to an entry: the first few, and how many there are in all."""

    kind: Kind
    number: int
    entries: list[Entry] = field(default_factory=list)

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.number - len(self.entries)


def uses_of(session: Session, actor: Actor, kinds: Kinds, entry_id: int, language: str) -> list[Uses]:
    """Who uses the entry, by kind, as far as the actor may read them; one query."""
    linking = select(EntryLink.source_id).where(EntryLink.target_id == entry_id, EntryLink.source_id != entry_id)
    order = Entry.sort_de if language == "de" else Entry.sort_en
    place = func.row_number().over(partition_by=Entry.kind, order_by=(order, Entry.id)).label("place")
    number = func.count().over(partition_by=Entry.kind).label("number")
    ranked = select(Entry.id, place, number).where(Entry.id.in_(linking), readable(actor)).subquery()
    query = (
        select(Entry, ranked.c.number)
        .join(ranked, ranked.c.id == Entry.id)
        .where(ranked.c.place <= MOST_OF_A_KIND)
        .order_by(ranked.c.place)
    )
    found: dict[str, Uses] = {}
    for entry, count in session.execute(query):
        found.setdefault(entry.kind, Uses(kinds.get(entry.kind), count)).entries.append(entry)
    return sorted(found.values(), key=lambda uses: kinds.names.index(uses.kind.name))
