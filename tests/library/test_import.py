"""Folder → database → folder: what is written, what is told, and that the second export equals the first."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session
from strategies_library import raw_payload

from wiki.access.permissions import SYSTEM, Actor
from wiki.core.audit import AuditRow
from wiki.core.db import Base, begin_write, wired
from wiki.core.errors import Conflict, Forbidden
from wiki.core.outbox import Delivery, Event, Subscriptions
from wiki.entries import attachments, bulk, lifecycle, queries, service
from wiki.entries import payload as payloads
from wiki.entries.attachments_store import Store
from wiki.entries.kinds import Kind, Kinds
from wiki.entries.models import (
    ARCHIVED,
    DRAFT,
    RELEASED,
    Entry,
    EntryLink,
    EntrySlug,
    Release,
    Revision,
    Watch,
)
from wiki.entries.service import Edit, Intent
from wiki.glossary.models import TermLabel
from wiki.library.codec import Head, write
from wiki.library.export import MARK, export_library
from wiki.library.importing import import_path, starter_folder
from wiki.library.report import Outcome, Report
from wiki.web.runtime import Runtime


def term(word: str, definition: str = "Wer kauft", **more: Any) -> dict[str, Any]:
    labels = [{"language": "de", "text": word, "status": "preferred"}]
    return {"labels": labels, "definition": {"de": definition}, **more}


class Library:
    """A folder of entries and the wiki they go into."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        self.runtime = runtime
        self.folder = folder
        self.kinds = runtime.wiring.get(Kinds)

    def put(self, slug: str, content: dict[str, Any], head: Head = Head(), kind: str = "term") -> Path:  # noqa: B008
        found = self.kinds.get(kind)
        file = self.folder / found.folder / f"{slug}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(write(found, content, head), "utf-8")
        return file

    def load(self, path: Path | None = None, *, release: bool = True, dry_run: bool = False) -> Report:
        return import_path(self.runtime, SYSTEM, path or self.folder, release=release, dry_run=dry_run)

    def export(self, name: str) -> dict[str, bytes]:
        folder = self.folder.parent / name
        report = export_library(self.runtime, folder)
        assert report.ok, report.as_text()
        return {str(f.relative_to(folder)): f.read_bytes() for f in sorted(folder.rglob("*")) if f.is_file()}

    def empty(self) -> None:
        with self.runtime.sessions() as session:
            begin_write(session)
            session.execute(update(Entry).values(released_id=None, successor_id=None))
            for table in reversed(Base.metadata.sorted_tables):
                if not table.name.startswith("person"):
                    session.execute(delete(table))
            session.commit()


@pytest.fixture
def library(runtime: Runtime, session: Session, tmp_path: Path) -> Library:
    return Library(runtime, tmp_path / "in")


def entry_of(session: Session, slug: str, kind: str = "term") -> Entry:
    session.rollback()
    found = queries.find_by_slug(session, kind, slug)
    assert found is not None
    return found


def outcomes(report: Report) -> dict[str, str]:
    assert report.ok, report.as_text()
    return {line.slug: line.outcome.value for line in report.lines}


def told(report: Report) -> list[tuple[str, int]]:
    assert not report.ok
    assert not report.lines
    return sorted((problem.file, problem.line) for problem in report.problems)


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


def entry_of_write(session: Session, slug: str) -> Entry:
    found = queries.find_by_slug(session, "term", slug)
    assert found is not None
    return found


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


def test_the_starter_library_comes_back_byte_for_byte(library: Library) -> None:
    report = library.load(starter_folder())
    assert report.ok, report.as_text()
    assert report.count(Outcome.NEW) > 60
    first = library.export("first")
    source = {str(f.relative_to(starter_folder())): f.read_bytes() for f in starter_folder().glob("*/*.md")}
    assert {name: data for name, data in first.items() if name != MARK} == source
    assert set(outcomes(library.load(library.folder.parent / "first")).values()) == {"unchanged"}
    library.empty()
    library.load(library.folder.parent / "first")
    assert library.export("second") == first


@st.composite
def entries(draw: st.DrawFn, kind: Kind, number: int) -> dict[str, Any]:
    """A payload that may be imported: what the raw one has wrong is left out."""
    raw = draw(raw_payload(kind))
    if kind.name == "term":
        raw["labels"] = [{"language": "de", "text": f"Wort {number}", "status": "preferred"}, *raw.get("labels", [])]
        raw["definition"] = {"de": "eins", **raw.get("definition", {})}
    else:
        raw["title"] = {"de": f"Titel {number}"}
    content, problems = payloads.clean(kind, raw)
    for name in {str(problem.where).split("-")[0].removesuffix("_en") for problem in problems}:
        raw.pop(name, None)
    if kind.name == "term":
        raw["labels"] = [{"language": "de", "text": f"Wort {number}", "status": "preferred"}]
        raw.setdefault("definition", {"de": "eins"})
    content, problems = payloads.clean(kind, raw)
    return content if not problems else {}


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_any_library_comes_back_byte_for_byte(library: Library, data: st.DataObject) -> None:
    library.empty()
    shutil.rmtree(library.folder.parent / "in", ignore_errors=True)
    number = 0
    for kind in library.kinds:
        for _each in range(4):
            number += 1
            content = data.draw(entries(kind, number))
            if content:
                library.put(f"{kind.name}-{number}", content, kind=kind.name)
    if not library.folder.exists():
        return
    report = library.load()
    assert report.ok, report.as_text()
    first = library.export("first")
    library.empty()
    library.load(library.folder.parent / "first")
    assert library.export("second") == first


def test_references_are_exported_at_their_present_address(library: Library, session: Session) -> None:
    library.put("kunde", term("Kunde"))
    library.put("nutzer", term("Nutzer", related=["kunde"], broader=[{"entry": "kunde"}]))
    library.load()
    begin_write(session)
    lifecycle.rename(session, SYSTEM, entry_of_write(session, "kunde"), "kundschaft")
    session.commit()
    first = library.export("first")
    assert b"broader:\n  - entry: kundschaft\nrelated:\n  - kundschaft\n" in first["glossary/nutzer.md"]
    assert b"former_slugs:\n  - kunde\n" in first["glossary/kundschaft.md"]
    again = library.load(library.folder.parent / "first")
    assert set(outcomes(again).values()) == {"unchanged"}


def test_drafts_and_the_recycle_bin_stay_out_of_an_export(library: Library, session: Session) -> None:
    library.put("entwurf", term("Entwurf"))
    library.load(release=False)
    shutil.rmtree(library.folder)
    library.put("weg", term("Weg"))
    library.put("da", term("Da"))
    library.load()
    begin_write(session)
    lifecycle.delete(session, SYSTEM, entry_of_write(session, "weg"))
    session.commit()
    assert list(library.export("out")) == [MARK, "glossary/da.md"]


def test_an_export_replaces_only_its_own(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library.put("kunde", term("Kunde"))
    library.load()
    out = tmp_path / "out"
    out.mkdir()
    (out / "mine.txt").write_text("mine")
    with pytest.raises(Conflict):
        export_library(library.runtime, out)
    assert export_library(library.runtime, out, replace=True).counts == {"term": 1}
    (out / "glossary" / "gone.md").write_text("x")
    assert export_library(library.runtime, out, ["term"]).ok
    assert not (out / "glossary" / "gone.md").exists()
    assert export_library(library.runtime, out, ["process"]).counts == {}
    monkeypatch.setattr("wiki.library.export.write", lambda *_parts: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export_library(library.runtime, out, ["term"])
    assert (out / MARK).exists()
    assert sorted(each.name for each in tmp_path.iterdir() if each.name.startswith(".")) == []


def test_people_import_with_their_own_rights(library: Library, stock: Any, session: Session) -> None:
    library.put("kunde", term("Kunde"))

    def load(role: str) -> Report:
        return import_path(library.runtime, stock.actor(session, role), library.folder, release=True)

    with pytest.raises(Forbidden):
        load("employee")
    assert outcomes(load("editor")) == {"kunde": "new"}
    session.rollback()
    assert session.scalar(select(Watch.reason)) == "author"


TABLES = (Entry, EntrySlug, Revision, Release, EntryLink, TermLabel, AuditRow, Event, Delivery, Watch)
VARYING = {"at", "created_at", "changed_at", "released_at", "decided_at", "occurred_at", "due_at", "since"}


def rows(session: Session) -> dict[str, list[dict[str, Any]]]:
    session.rollback()
    found = {}
    for model in TABLES:
        table = model.__table__
        shown = [c for c in table.columns if c.name != "id"]
        found[table.name] = sorted(
            (
                {c.name: value is None if c.name in VARYING else value for c, value in zip(shown, row, strict=True)}
                for row in session.execute(select(*shown))
            ),
            key=str,
        )
    return found


@pytest.mark.parametrize("released", [True, False])
@pytest.mark.parametrize("by", ["system", "editor"])
def test_the_bulk_path_leaves_the_same_rows_as_the_single_one(
    library: Library, session: Session, stock: Any, released: bool, by: str
) -> None:
    library.runtime.wiring.get(Subscriptions).add("test", frozenset({"entry.released", "entry.saved"}))
    actor: Actor = SYSTEM if by == "system" else stock.actor(session, by)
    kinds = wired(session, Kinds)
    wanted = {
        ("term", "kunde"): term("Kunde", "wer [[nutzer|nutzt]] oder [[nirgends]]", scope="CX", review_months=6),
        ("term", "nutzer"): term("Nutzer", related=["kunde"], field_of_action="design"),
        ("touchpoint", "website"): {"title": {"de": "Website", "en": "Web site"}, "channel": "web", "phases": ["need"]},
        ("process", "kauf"): {
            "title": {"de": "Kauf"},
            "steps": [
                {"key": "erster", "lane": "customer", "title": {"de": "Erster"}, "touchpoint": "website"},
                {"key": "zweiter", "lane": "backstage", "title": {"de": "Zweiter"}},
            ],
        },
        ("guideline", "regel"): {"title": {"en": "Rule"}, "valid_from": "2026-01-01", "body": {"en": "[[kunde]]"}},
    }
    cleaned = {}
    for (name, slug), raw in wanted.items():
        content, problems = payloads.clean(kinds.get(name), raw)
        assert not problems
        cleaned[name, slug] = content
    begin_write(session)
    intent = Intent.RELEASE if released else Intent.DRAFT
    for (name, slug), content in cleaned.items():
        service.create(session, actor, kinds.get(name), Edit(content, intent=intent, action="import"), slug)
    session.commit()
    single = rows(session)
    people = session.execute(text("select count(*) from person")).scalar()
    library.empty()
    begin_write(session)
    prepared = [bulk.prepare(kinds.get(name), slug, content) for (name, slug), content in cleaned.items()]
    made = bulk.create_all(session, actor, prepared, released=released, action="import")
    session.commit()
    assert not made.clashes
    assert session.execute(text("select count(*) from person")).scalar() == people
    assert _renumbered(rows(session)) == _renumbered(single)


def _renumbered(found: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Ids differ between both ways: entries are named by their slugs, other rows by their being there."""
    return {name: sorted(map(_without_ids, table), key=str) for name, table in found.items()}


def _without_ids(row: dict[str, Any]) -> dict[str, Any]:
    ids = ("entry_id", "released_id", "revision_id", "source_id", "target_id", "term_id", "event_id", "subject")
    return {name: (value is None) if name in ids else value for name, value in row.items()}


@pytest.fixture(autouse=True)
def _in_context(session: Session) -> None:
    """Messages are translated inside the application's context, which the session's fixture holds open."""
