"""Links between imported entries and those that were there before."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.library.library_folder import Library, entry_of, outcomes, term
from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write
from wiki.entries import bulk
from wiki.entries.models import (
    EntryLink,
)
from wiki.library.codec import Head


def test_links_and_references_find_each_other_whatever_the_order(library: Library, session: Session) -> None:
    library.put(
        "anfang", term("Anfang", "siehe [[zuletzt]] und [[alt]]", related=["zuletzt"], broader=[{"entry": "alt"}])
    )
    library.put("zuletzt", term("Zuletzt"), Head(former_slugs=("alt",)))
    library.load()
    last = entry_of(session, "zuletzt")
    links = list(session.scalars(select(EntryLink)))
    assert len(links) == 4
    assert {link.target_id for link in links} == {last.id}


def test_links_of_earlier_entries_are_adopted(library: Library, session: Session) -> None:
    library.put("anfang", term("Anfang", "siehe [[zuletzt]]"))
    library.load()
    library.put("zuletzt", term("Zuletzt"))
    library.load()
    last = entry_of(session, "zuletzt")
    assert session.scalar(select(EntryLink.target_id)) == last.id


def test_links_to_a_former_address_are_adopted_when_a_known_entry_gets_it(library: Library, session: Session) -> None:
    library.put("anfang", term("Anfang", "siehe [[alt]]"))
    library.put("neu", term("Neu"))
    library.load()
    library.put("neu", term("Neu"), Head(former_slugs=("alt",)))
    assert outcomes(library.load()) == {"anfang": "unchanged", "neu": "changed"}
    assert session.scalar(select(EntryLink.target_id)) == entry_of(session, "neu").id


def test_bulk_entries_adopt_links_that_waited_for_them(library: Library, session: Session) -> None:
    library.put("anfang", term("Anfang", "siehe [[zuletzt]]"))
    library.load()
    begin_write(session)
    made = bulk.create_all(
        session,
        SYSTEM,
        [bulk.prepare(library.kinds.get("term"), "zuletzt", term("Zuletzt"))],
        released=True,
        action="import",
    )
    session.commit()
    assert session.scalar(select(EntryLink.target_id)) == made.entries[0].id
