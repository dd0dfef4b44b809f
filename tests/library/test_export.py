"""Out of the wiki and back: the second export equals the first, byte for byte."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.library.library_folder import Library, entry_of_write, outcomes, term
from tests.library.strategies_library import raw_payload
from wiki.access.permissions import SYSTEM
from wiki.core.db import begin_write
from wiki.core.errors import Conflict
from wiki.entries import lifecycle
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kind
from wiki.library.export import MARK, export_library
from wiki.library.importing import starter_folder
from wiki.library.report import Outcome


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
                library.put(f"{kind.path}-{number}", content, kind=kind.name)
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
