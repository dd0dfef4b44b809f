"""What `make bench` measures with: an invented library that imports, a yardstick that answers alike, targets."""

import random
from pathlib import Path

from flask import Flask

from benchmarks import peers_adapter
from benchmarks.bare import Page, bare_app, read, write
from benchmarks.corpus import invent, write_library
from benchmarks.figures import ALONE, SAVING, Reading, Target
from benchmarks.library import add_people
from benchmarks.questions import searches, slip, typed
from benchmarks.report import Report
from benchmarks.wire import Reply
from wiki.access.permissions import SYSTEM
from wiki.core.text import fold
from wiki.entries.kinds import Kinds
from wiki.library.importing import import_path
from wiki.web.runtime import Runtime

ABOUT = {
    "date": "2026-01-31 12:00 UTC", "database": "sqlite", "version": "SQLite", "entries": 500, "labels": 1500,
    "load_before": "0.1", "load_generator": "wrk", "processors": 2, "processor": "one", "python": "3.11",
}  # fmt: skip


def test_the_invented_library_is_the_same_each_time_and_has_no_label_twice() -> None:
    first, second = invent(1000)[1], invent(1000)[1]
    assert first == second
    labels = [fold(text) for entry in first for _language, text in entry.labels]
    assert len(labels) == len(set(labels))
    assert len([text for entry in first if entry.kind == "term" for text in entry.labels]) == 3000
    assert {entry.kind for entry in first} == {"term", "process", "touchpoint", "guideline"}


def test_the_invented_library_imports_without_a_complaint(app: Flask, runtime: Runtime, tmp_path: Path) -> None:
    with app.app_context():
        entries = write_library(runtime.wiring.get(Kinds), tmp_path / "in", 100)
        report = import_path(runtime, SYSTEM, tmp_path / "in", release=True)
    assert report.ok, report.as_text()
    assert len(report.lines) == 100
    client = app.test_client()
    assert entries[0].label("de") in client.get(f"/glossary/{entries[0].slug}").text


def test_questions_and_beginnings_are_many_and_the_same_each_time() -> None:
    entries = invent(100)[1]
    asked = searches(entries, 80, seed=1)
    assert asked == searches(entries, 80, seed=1)
    assert asked != searches(entries, 80, seed=2)
    assert len(set(asked)) == 80
    assert len(typed(entries, 50, seed=1)) == 50
    assert slip(random.Random(1), "Kontaktpunkt") != "Kontaktpunkt"


def test_the_yardstick_answers_with_the_same_bytes_and_headers(app: Flask, tmp_path: Path) -> None:
    answer = app.test_client().get("/login")
    reply = Reply(200, tuple(answer.headers.items()), answer.data, 0.0)
    write([Page.like("/signed_in/3", reply)], tmp_path / "pages.json")
    bare = bare_app(read(tmp_path / "pages.json")).test_client().get("/signed_in/3")
    assert bare.data == answer.data
    own = {name: value for name, value in answer.headers.items() if name != "Set-Cookie"}
    assert dict(bare.headers) == own


def test_a_target_is_kept_by_all_its_values_on_both_occasions() -> None:
    ratio, times = Target("a", "a", "", (0.6,), at_least=True), Target("b", "b", "ms", (20, 60))
    assert (ratio.told, times.told) == ("≥ 0.6", "≤ 20/60 ms")
    assert ratio.met_by([0.6])
    assert not ratio.met_by([0.59])
    assert times.met_by([20, 60])
    assert not times.met_by([1, 61])


def test_the_table_tells_what_was_kept_and_what_does_not_count(tmp_path: Path) -> None:
    report = Report(ABOUT)
    report.add(
        ALONE, [Reading("search", (12.0, 30.0), "80 searches"), Reading("save", (9, 9), wrong="2 saves not found")]
    )
    report.add(SAVING, [Reading("search", (12.0, 70.0))])
    table = "\n".join(report.table())
    assert "| 12.0/30.0 ms | 12.0/70.0 ms | **no** | 80 searches |" in table
    assert "9.0/9.0 ms (!)" in table
    assert "alone: 2 saves not found" in table
    assert "500 entries imported" in table
    document = tmp_path / "performance.md"
    document.write_text("before\n<!-- measured sqlite -->\nold\n<!-- /measured sqlite -->\nafter\n", "utf-8")
    report.write(document)
    written = document.read_text("utf-8")
    assert written.startswith("before\n<!-- measured sqlite -->\nMeasured on 2026-01-31")
    assert written.endswith("<!-- /measured sqlite -->\nafter\n")
    assert "old" not in written


class _Http:
    """The measuring program's client, on the application itself."""

    def __init__(self, app: Flask) -> None:
        self._client = app.test_client()

    def request(self, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes]:
        answer = self._client.get(path) if form is None else self._client.post(path, data=form)
        return answer.status_code, answer.data


def test_the_adapter_for_the_peers_reads_saves_and_finds(app: Flask, runtime: Runtime, tmp_path: Path) -> None:
    add_people(runtime.settings, 1)
    entry = write_library(runtime.wiring.get(Kinds), tmp_path / "in", 1)[0]
    import_path(runtime, SYSTEM, tmp_path / "in", release=True)
    http = _Http(app)
    for marker in ("benchmarkaaaa", "benchmarkbbbb"):
        peers_adapter.edit(http, entry.slug, marker)  # type: ignore[arg-type]  # cookies are kept by the test client
        assert marker.encode() in http.request(peers_adapter.ADAPTER["read"].replace("{name}", entry.slug))[1]
        found = http.request(peers_adapter.ADAPTER["search"].replace("{q}", marker))[1]
        assert f"/glossary/{entry.slug}".encode() in found
