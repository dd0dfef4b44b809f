"""From the folder into the wiki: what is written, what is told, whose work is kept."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.library.library_folder import Library, entry_of, entry_of_write, outcomes, term, told
from wiki.access.permissions import SYSTEM
from wiki.core import changes
from wiki.core.db import begin_write
from wiki.core.errors import Forbidden
from wiki.entries import attachments, lifecycle, queries, service
from wiki.entries.attachments_store import Store
from wiki.entries.models import (
    ARCHIVED,
    DRAFT,
    RELEASED,
    Entry,
    Watch,
)
from wiki.entries.service import Edit
from wiki.library.codec import Head, write
from wiki.library.importing import import_path
from wiki.library.report import Report
from wiki.web.runtime import Runtime


def test_new_entries_are_released_or_wait_as_drafts(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    assert outcomes(library.load(release=False)) == {"kunde": "new"}
    draft = entry_of(session, "kunde")
    assert (draft.status, draft.released_id, draft.title_de) == (DRAFT, None, "")
    assert outcomes(library.load(release=False)) == {"kunde": "unchanged"}
    assert outcomes(library.load(release=True)) == {"kunde": "changed"}
    released = entry_of(session, "kunde")
    assert (released.status, released.title_de) == (RELEASED, "Kunde")
    assert [r.number for r in queries.history(session, released.id)] == [1]
    assert outcomes(library.load()) == {"kunde": "unchanged"}


def test_changed_files_become_revisions_and_unchanged_ones_nothing(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    library.put("nutzer", term("Nutzer"))
    library.load()
    library.put("kunde", term("Kunde", "Wer kauft oder kaufen könnte"))
    assert outcomes(library.load()) == {"kunde": "changed", "nutzer": "unchanged"}
    kunde = entry_of(session, "kunde")
    assert kunde.summary_de == "Wer kauft oder kaufen könnte"
    assert [(r.number, r.action, r.state) for r in queries.history(session, kunde.id)] == [
        (2, "import", RELEASED),
        (1, "import", "superseded"),
    ]
    library.put("kunde", term("Kunde", "als Entwurf"))
    assert outcomes(library.load(release=False)) == {"kunde": "changed", "nutzer": "unchanged"}
    assert outcomes(library.load(release=False)) == {"kunde": "unchanged", "nutzer": "unchanged"}
    assert entry_of(session, "kunde").summary_de == "Wer kauft oder kaufen könnte"


def test_a_dry_run_tells_the_same_and_changes_nothing(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    report = library.load(dry_run=True)
    assert outcomes(report) == {"kunde": "new"}
    assert "1" in report.as_text()
    assert session.scalar(select(Entry)) is None


def test_one_mistake_keeps_everything_out_and_is_told_at_its_line(library: Library, session: Session) -> None:
    library.put("gut", term("Gut"))
    bad = library.put("schlecht", term("Schlecht"))
    bad.write_text(bad.read_text().replace("status: preferred", "status: best"))
    library.put("auch-schlecht", {"labels": [], "definition": {"de": "x"}})
    report = library.load()
    assert ("glossary/schlecht.md", 6) in told(report)
    assert session.scalar(select(Entry)) is None
    assert "glossary/schlecht.md:6: " in report.as_text()


def test_clashing_labels_are_told_between_files_and_with_the_wiki(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    library.load()
    library.put("kunde-2", term("KUNDE"))
    assert told(library.load()) == [("glossary/kunde-2.md", 5)]
    shutil.rmtree(library.folder)
    library.put("a", term("Zwilling"))
    library.put("b", term("zwilling"))
    assert told(library.load()) == [("glossary/b.md", 5)]
    library.put("b", term("Zwilling", scope="Vertrieb"))
    assert outcomes(library.load()) == {"a": "new", "b": "new"}


def test_a_changed_entry_cannot_take_a_label_either(library: Library) -> None:
    library.put("kunde", term("Kunde"))
    library.put("nutzer", term("Nutzer"))
    library.load()
    library.put("nutzer", term("Kunde"))
    assert told(library.load()) == [("glossary/nutzer.md", 5)]


def test_addresses_are_claimed_once(library: Library) -> None:
    library.put("kunde", term("Kunde"), Head(former_slugs=("client",)))
    library.put("klient", term("Klient"), Head(former_slugs=("client",)))
    assert told(library.load()) == [("glossary/kunde.md", 3)]
    library.put("klient", term("Klient"), Head(former_slugs=("kunde",)))
    assert told(library.load()) == [("glossary/klient.md", 3)]
    (library.folder / "glossary" / "klient.md").unlink()
    library.load()
    shutil.rmtree(library.folder)
    library.put("fremd", term("Fremd"), Head(former_slugs=("client",)))
    assert told(library.load()) == [("glossary/fremd.md", 3)]


def test_a_file_with_the_former_address_renames_the_entry(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    library.load()
    (library.folder / "glossary" / "kunde.md").unlink()
    library.put("kundschaft", term("Kunde"), Head(former_slugs=("kunde",)))
    report = library.load()
    assert report.ok, report.as_text()
    assert entry_of(session, "kunde").slug == "kundschaft"
    assert outcomes(library.load()) == {"kundschaft": "unchanged"}
    shutil.rmtree(library.folder)
    library.put("kunde", term("Kunde"))
    assert told(library.load()) == [("glossary/kunde.md", 1)]


def test_archived_entries_come_and_go(library: Library, session: Session) -> None:
    library.put("alt", term("Alt"), Head(archived=True, successor="neu"))
    library.put("neu", term("Neu"))
    assert outcomes(library.load()) == {"alt": "new", "neu": "new"}
    old = entry_of(session, "alt")
    assert (old.status, old.successor_id) == (ARCHIVED, entry_of(session, "neu").id)
    assert b"archived: yes\nsuccessor: neu\n" in library.export("out")["glossary/alt.md"]
    assert outcomes(library.load()) == {"alt": "unchanged", "neu": "unchanged"}
    library.put("alt", term("Alt"))
    assert outcomes(library.load())["alt"] == "changed"
    assert entry_of(session, "alt").status == RELEASED
    library.put("alt", term("Alt"), Head(archived=True, successor="nirgends"))
    assert told(library.load()) == [("glossary/alt.md", 4)]


def test_what_is_in_the_recycle_bin_is_told(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    library.load()
    begin_write(session)
    lifecycle.delete(session, SYSTEM, entry_of_write(session, "kunde"))
    session.commit()
    assert told(library.load()) == [("glossary/kunde.md", 1)]


def test_a_draft_somebody_works_on_is_carried_along_and_never_released(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    library.load()
    begin_write(session)
    draft = term("Kunde", note={"de": "von Hand"})
    service.save(session, SYSTEM, entry_of_write(session, "kunde"), Edit(draft, 1))
    session.commit()
    assert outcomes(library.load()) == {"kunde": "unchanged"}
    library.put("kunde", term("Kunde", "Neue Definition"))
    assert outcomes(library.load()) == {"kunde": "changed"}
    entry = entry_of(session, "kunde")
    assert entry.released is not None
    assert entry.released.payload == term("Kunde", "Neue Definition")
    head = queries.head(session, entry.id)
    assert head is not None
    assert head.state == "working"
    assert head.payload == term("Kunde", "Neue Definition", note={"de": "von Hand"})
    assert outcomes(library.load()) == {"kunde": "unchanged"}


def test_a_contradicting_draft_is_a_problem(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    library.load()
    begin_write(session)
    service.save(session, SYSTEM, entry_of_write(session, "kunde"), Edit(term("Kunde", "von Hand"), 1))
    session.commit()
    library.put("kunde", term("Kunde", "aus der Datei"))
    assert told(library.load()) == [("glossary/kunde.md", 1)]


def test_one_file_alone(library: Library, tmp_path: Path) -> None:
    file = library.put("kunde", term("Kunde"))
    assert outcomes(library.load(file)) == {"kunde": "new"}
    elsewhere = tmp_path / "elsewhere.md"
    elsewhere.write_text(write(library.kinds.get("term"), term("Anderswo")))
    assert outcomes(library.load(elsewhere)) == {"elsewhere": "new"}
    assert outcomes(library.load(library.folder / "glossary")) == {"kunde": "unchanged"}


def test_wrong_places_and_names_are_told(library: Library, tmp_path: Path) -> None:
    assert not library.load(tmp_path / "nowhere").ok
    library.put("kunde", term("Kunde")).rename(library.folder / "glossary" / "Kunde 1.md")
    (library.folder / "unknown").mkdir()
    (library.folder / "unknown" / "a.md").write_text("---\nkind: term\n---\n")
    library.put("new", term("Neu"))
    assert told(library.load()) == [("glossary/Kunde 1.md", 1), ("glossary/new.md", 1), ("unknown", 1)]


def test_files_travel_with_their_entry(library: Library, session: Session, runtime: Runtime) -> None:
    library.put("kunde", term("Kunde", "![Bild](attachment:bild.png)"))
    beside = library.folder / "glossary" / "kunde.files"
    beside.mkdir()
    Image.new("RGB", (8, 6), "red").save(beside / "bild.png")
    (beside / "liste.csv").write_text("a;b\n")
    assert outcomes(library.load(dry_run=True)) == {"kunde": "new"}
    assert not list(Store(runtime.settings.data).all())
    assert outcomes(library.load()) == {"kunde": "new"}
    entry = entry_of(session, "kunde")
    assert [(a.name, a.width) for a in attachments.of_entry(session, entry.id)] == [("bild.png", 8), ("liste.csv", 0)]
    first = library.export("first")
    assert first["glossary/kunde.files/bild.png"] == (beside / "bild.png").read_bytes()
    library.empty()
    library.load(library.folder.parent / "first")
    assert library.export("second") == first
    (beside / "liste.csv").write_text("a;c\n")
    assert outcomes(library.load()) == {"kunde": "changed"}
    assert outcomes(library.load()) == {"kunde": "unchanged"}
    (beside / "Böse.svg").write_text("<svg/>")
    (beside / "Groß.csv").write_text("a\n")
    assert told(library.load()) == [("glossary/kunde.files/Böse.svg", 1), ("glossary/kunde.files/Groß.csv", 1)]


def test_people_import_with_their_own_rights(library: Library, stock: Any, session: Session) -> None:
    library.put("kunde", term("Kunde"))

    def load(role: str) -> Report:
        return import_path(library.runtime, stock.actor(session, role), library.folder, release=True)

    with pytest.raises(Forbidden):
        load("employee")
    assert outcomes(load("editor")) == {"kunde": "new"}
    session.rollback()
    assert session.scalar(select(Watch.reason)) == "author"


def test_what_is_kept_in_memory_learns_of_new_and_changed_entries_alike(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    library.load()
    session.rollback()
    before = changes.current(session)
    session.rollback()
    library.put("kunde", term("Kunde", "Wer kauft oder kaufen könnte"))
    library.put("nutzer", term("Nutzer"))
    library.load()
    session.rollback()
    news = changes.news(session, before)
    assert news.entries == {entry_of(session, "kunde").id, entry_of(session, "nutzer").id}
    assert news.everywhere
