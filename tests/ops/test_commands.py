"""The command line: exit codes, one sentence for whatever goes wrong, JSON where a script reads."""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tests.ops.databases import empty_postgres
from wiki.cli.program import Commands
from wiki.main import group

TERM = """---
kind: term
labels:
  - language: de
    text: Kunde
    status: preferred
---
<!-- definition de -->
Person, die etwas kauft
"""

Run = Callable[..., Result]


@pytest.fixture(params=["sqlite", "postgresql"])
def run(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs `cxwiki …` in a folder of its own; `stdin=` is what it reads."""
    monkeypatch.chdir(tmp_path)
    for name in [each for each in os.environ if each.startswith("CXWIKI_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("CXWIKI_DATA", str(tmp_path / "data"))

    def command(*args: str, stdin: str = "") -> Result:
        return CliRunner().invoke(group, list(args), input=stdin, prog_name="cxwiki")

    if request.param == "sqlite":
        yield command
        return
    with empty_postgres(request.getfixturevalue("postgres_address")) as address:
        monkeypatch.setenv("CXWIKI_DATABASE_URL", address)
        yield command


@pytest.fixture
def ready(run: Run) -> Run:
    """The same with an empty library."""
    assert run("init").exit_code == 0
    return run


def one_sentence(result: Result, code: int, *parts: str) -> None:
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    lines = [line for line in result.stderr.splitlines() if line.startswith("cxwiki: ")]
    assert len(lines) == 1, result.stderr
    for part in parts:
        assert part in lines[0]


def every_command(at: Commands, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in at.commands.items():
        yield (*path, name)
        if isinstance(command, Commands):
            yield from every_command(command, (*path, name))


@pytest.mark.parametrize("path", [(), *every_command(group)], ids=" ".join)
def test_every_command_explains_itself_without_settings(path: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXWIKI_NONSENSE", "1")
    result = CliRunner().invoke(group, [*path, "--help"], prog_name="cxwiki")
    assert result.exit_code == 0
    assert len(result.output.splitlines()) > 3


def test_wrong_use_is_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("nonsense").exit_code == 2
    assert run("import").exit_code == 2
    assert run("export", "x", "--kind", "nonsense").exit_code != 0
    monkeypatch.setenv("CXWIKI_PROT", "1")
    one_sentence(run("init"), 2, "CXWIKI_PROT", "no such setting")
    monkeypatch.delenv("CXWIKI_PROT")
    monkeypatch.setenv("CXWIKI_PORT", "many")
    one_sentence(run("init"), 2, "CXWIKI_PORT", "whole number")


@pytest.mark.parametrize(
    "words",
    [("serve", "--port", "1"), ("work",), ("doctor",), ("reindex",), ("backup", "b"), ("search", "x"), ("export", "e")],
)
def test_an_empty_database_leads_to_init(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 1
    assert "cxwiki init" in result.output


def test_init_is_safe_to_repeat(ready: Run, tmp_path: Path) -> None:
    key = (tmp_path / "data" / "secret.key").read_bytes()
    assert ready("init").exit_code == 0
    assert (tmp_path / "data" / "secret.key").read_bytes() == key


def test_starter_library_is_loaded_once_and_never_over_what_is_there(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "kunde.md").write_text(TERM, "utf-8")
    assert ready("import", "glossary", "--release").exit_code == 0
    assert ready("init", "--starter").exit_code == 0
    assert sum(json.loads(ready("export", "out", "--json").stdout)["counts"].values()) == 1


def test_import_search_export_and_import_again(ready: Run, tmp_path: Path) -> None:
    folder = tmp_path / "glossary"
    folder.mkdir()
    (folder / "kunde.md").write_text(TERM, "utf-8")
    assert json.loads(ready("import", "glossary", "--dry-run", "--json").stdout)["counts"]["new"] == 1
    assert ready("search", "Kunde").exit_code == 1
    assert ready("import", "glossary", "--release").exit_code == 0
    assert ready("reindex").output == "The index holds 1 entries.\n"
    found = json.loads(ready("search", "kunden", "--json").stdout)
    assert found["results"] == [{"kind": "term", "slug": "kunde", "title": "Kunde", "url": "/glossary/kunde"}]
    assert ready("export", "out").exit_code == 0
    assert (tmp_path / "out" / "glossary" / "kunde.md").read_text("utf-8") == TERM
    (folder / "kunde.md").write_text(TERM.replace("preferred", "nonsense"), "utf-8")
    result = ready("import", "glossary")
    assert result.exit_code == 1
    assert "kunde.md:6" in result.output


def test_a_person_is_added_with_a_password_from_standard_input(ready: Run) -> None:
    words = ("user", "add", "a@example.org", "--name", "Ada", "--role", "administrator", "--password-stdin")
    assert ready(*words, stdin="a long and good sentence\n").exit_code == 0
    one_sentence(ready(*words, stdin="a long and good sentence\n"), 1, "account with this address")
    assert ready("user", "add", "b@example.org", "--name", "B", "--role", "king", "--password-stdin").exit_code == 2
    one_sentence(ready("user", "add", "c@example.org", "--name", "C", "--password-stdin", stdin="short\n"), 1)
    assert json.loads(ready("audit", "verify", "--json").stdout) == {"broken": [], "unsealed": 2}


def test_every_address_is_listed_with_its_rule(ready: Run) -> None:
    routes = json.loads(ready("routes", "--json").stdout)
    rules = {each["address"]: each["rule"] for each in routes}
    assert rules["/healthz"] == "public"
    assert "none: refused" not in rules.values()


def test_the_doctor_finds_and_tells_how_to_mend(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXWIKI_SEARCH_ENGINE", "whoosh")  # an index in a folder, which this takes away
    assert run("init").exit_code == 0
    found = json.loads(run("doctor", "--json").stdout)
    assert [each["part"] for each in found["findings"] if each["is_grave"]] == ["worker"]
    assert all(each["mend"] for each in found["findings"])
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary" / "kunde.md").write_text(TERM + "\n[[nicht-da]]\n", "utf-8")
    assert run("import", "glossary", "--release").exit_code == 0
    for file in (tmp_path / "data" / "index").rglob("*"):
        if file.is_file():
            file.unlink()
    result = run("doctor")
    assert result.exit_code == 1
    assert "cxwiki reindex" in result.output
    assert "1 links lead to entries that are not there" in result.output


def test_backup_and_restore(ready: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert ready("backup", "b.tar.gz").exit_code == 0
    one_sentence(ready("restore", "b.tar.gz"), 1, "into an empty one")
    monkeypatch.setenv("CXWIKI_DATA", str(tmp_path / "other"))
    monkeypatch.delenv("CXWIKI_DATABASE_URL", raising=False)
    assert ready("restore", "b.tar.gz").exit_code == 0
    assert ready("search", "x").output == "Nothing found.\n"


def test_migrations_by_hand(ready: Run) -> None:
    assert ready("migrate", "status").exit_code == 0
    assert ready("migrate", "downgrade", "base").output == "The database is at base.\n"
    assert ready("migrate", "status").exit_code == 1
    assert ready("migrate", "upgrade").exit_code == 0


def test_an_unreachable_database_is_told_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CXWIKI_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    one_sentence(run("init"), 1, "the database does not answer", "CXWIKI_DATABASE_URL")


def test_a_locked_or_damaged_file_is_told_in_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CXWIKI_DATABASE_URL", raising=False)
    monkeypatch.setattr("wiki.core.db.BUSY_SECONDS", 0)
    assert run("init").exit_code == 0
    words = ("user", "add", "a@example.org", "--name", "Ada", "--password-stdin")
    holder = sqlite3.connect(tmp_path / "data" / "wiki.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    one_sentence(run(*words, stdin="a long and good sentence\n"), 1, "another program keeps the database locked")
    holder.execute("ROLLBACK")
    holder.close()
    (tmp_path / "data" / "wiki.sqlite").write_bytes(b"not a database " * 1000)
    for beside in (tmp_path / "data").glob("wiki.sqlite-*"):
        beside.unlink()
    one_sentence(run("init"), 1, "damaged", "cxwiki restore")


def test_a_data_folder_that_cannot_be_made_is_told_in_a_sentence(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv("CXWIKI_DATA", str(tmp_path / "file" / "data"))
    one_sentence(run("init"), 2, "data folder")


def test_people_are_imported_or_told_line_by_line(ready: Run, tmp_path: Path) -> None:
    (tmp_path / "abteilungen.csv").write_text("Name;Übergeordnet\nVertrieb;\nInnendienst;Vertrieb\n")
    people = tmp_path / "personen.csv"
    people.write_text("Name;E-Mail;Abteilung\nMia Böhm;mia@example.org;Innendienst\n", "cp1252")
    tried = ready("people", "import", "abteilungen.csv", "personen.csv", "--dry-run")
    assert (tried.exit_code, tried.stdout.splitlines()[-1]) == (
        0, "Dry run, nothing was changed: 3 new, 0 changed, 0 unchanged.",
    )  # fmt: skip
    assert ready("people", "import", "abteilungen.csv", "personen.csv").exit_code == 0
    told = json.loads(ready("people", "import", "personen.csv", "--json").stdout)
    assert told["counts"] == {"new": 0, "changed": 0, "unchanged": 1}
    people.write_text("Name;E-Mail;Abteilung\nMia;mia@example.org;Mond\n")
    wrong = ready("people", "import", "personen.csv")
    assert wrong.exit_code == 1
    assert "personen.csv:2 (Department): There is no department “Mond”." in wrong.stdout
    people.write_bytes(b"")
    one_sentence(ready("people", "import", "personen.csv"), 1, "personen.csv: This file is empty.")
