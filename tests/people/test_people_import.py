"""People, departments and functions out of files: all of it or nothing, with a message for every line that is wrong."""

import io
import zipfile
from datetime import date

import openpyxl
import pytest
from sqlalchemy import func, select

from wiki.access.permissions import SYSTEM
from wiki.core.audit import AuditRow
from wiki.core.errors import Forbidden, Invalid
from wiki.core.sheets import MOST_ROWS, read_sheets
from wiki.people import importing
from wiki.people.importing_draft import Outcome
from wiki.people.models import Department, DepartmentHead, Function, FunctionHolder, Person

DEPARTMENTS = """Name (Deutsch);Name (Englisch);Übergeordnet;Leitung (E-Mail);Postfach
Vertrieb;Sales;;vera@example.org;vertrieb@example.org
Innendienst;Inside sales;Vertrieb;;
Außendienst;Field sales;Vertrieb;;
Technik;Technology;;;
Innendienst;Back office;Technik;;
"""
FUNCTIONS = """Funktion;Name (Englisch);Abteilung;Nur eine Person
Hotline-Agent;Hotline agent;Vertrieb / Innendienst;nein
Qualitätsleitung;Head of quality;Technik;ja
"""
PEOPLE = """Name;E-Mail;Abteilung;Funktionen;Sprache;Stellvertretung;Leitung;Eintritt
Vera Vogt;Vera@Example.org;Vertrieb;;de;Ingo Ihle;;2020-02-01
Ingo Ihle;ingo@example.org;Vertrieb / Innendienst;Hotline-Agent, Qualitätsleitung;en;vera@example.org;ja;3.11.2021
Mia Böhm;mia@example.org;Außendienst;Hotline-Agent;Deutsch;;
Otto Ost;otto@example.org;Technik > Innendienst;;;-;nein
"""
FILES = [("a.csv", DEPARTMENTS), ("b.csv", FUNCTIONS), ("c.csv", PEOPLE)]


def sheets(*files):
    return importing.read([(name, text.encode() if isinstance(text, str) else text) for name, text in files])


@pytest.fixture
def bring(change, session):
    """Imports these files as the system; returns what came of it."""

    def run(*files):
        found = change(lambda session: importing.put_in_force(session, SYSTEM, sheets(*files)))
        session.rollback()
        return found

    return run


def told(found):
    return [str(each) for each in found.draft.problems]


def test_three_files_bring_a_company_and_the_second_time_nothing_changes(bring, session, app):
    found = bring(*FILES)
    assert told(found) == []
    assert found.count(Outcome.NEW) == 11
    by = {each.email: each for each in session.scalars(select(Person))}
    vera, ingo = by["vera@example.org"], by["ingo@example.org"]
    assert (vera.department.name_de, vera.deputy.name, ingo.deputy.name, ingo.language) == (
        "Vertrieb", "Ingo Ihle", "Vera Vogt", "en",
    )  # fmt: skip
    assert (vera.joined_on, ingo.joined_on, by["mia@example.org"].joined_on) == (
        date(2020, 2, 1), date(2021, 11, 3), None,
    )  # fmt: skip
    inside = [each for each in session.scalars(select(Department)) if each.name_de == "Innendienst"]
    assert {(each.parent.name_de, each.head.name if each.head else "") for each in inside} == {
        ("Vertrieb", "Ingo Ihle"), ("Technik", ""),
    }  # fmt: skip
    assert by["otto@example.org"].department.parent.name_de == "Technik"
    quality = session.scalars(select(Function).where(Function.name_de == "Qualitätsleitung")).one()
    assert quality.single_holder
    assert [each.person.name for each in quality.holders] == ["Ingo Ihle"]
    assert session.scalar(select(func.count()).select_from(DepartmentHead)) == 5
    assert not any(each.password_hash for each in by.values())
    again = bring(*FILES)
    assert (again.count(Outcome.UNCHANGED), again.count(Outcome.NEW), again.count(Outcome.CHANGED)) == (11, 0, 0)
    acts = session.execute(select(AuditRow.action, func.count()).group_by(AuditRow.action)).all()
    assert dict(map(tuple, acts))["system:person:added"] == 4
    assert dict(map(tuple, acts))["system:people:imported"] == 2


def test_a_later_file_moves_renames_and_takes_functions_and_nobody_is_deactivated(bring, session):
    bring(*FILES)
    found = bring(
        ("people.csv", "E-Mail,Name,Department,Functions,Head of department,First day\n"
                       "ingo@example.org,Ingo Ihle-Roth,Technology,Head of quality,,-\n"
                       "mia@example.org,,-,-,,2026-10-01\n"),
        ("abteilungen.csv", "Name;Name englisch;Übergeordnet\nVertrieb;Sales & Service;Technik\nTechnik;Engineering;-\n"),
    )  # fmt: skip
    assert told(found) == []
    details = {each.name: each.details for each in found.draft.changes}
    assert details["Ingo Ihle-Roth"] == (
        "Name: Ingo Ihle → Ingo Ihle-Roth", "Department: Innendienst → Technik",
        "First working day: 2021-11-03 → –", "Functions: Hotline-Agent, Qualitätsleitung → Qualitätsleitung",
    )  # fmt: skip
    assert details["Technik / Vertrieb"] == (
        "Name in English: Sales → Sales & Service",
        "Department above: – → Technik",
    )
    mia = session.scalars(select(Person).where(Person.email == "mia@example.org")).one()
    assert (mia.name, mia.department, mia.active) == ("Mia Böhm", None, True)
    assert mia.joined_on == date(2026, 10, 1)
    assert not session.scalars(select(FunctionHolder).where(FunctionHolder.person_id == mia.id)).all()
    assert [each.name for each in found.draft.missing()] == ["Otto Ost", "Vera Vogt"]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("Name;E-Mail\nA;a@example.org\nB;A@Example.org\n", 3, "Line 2 has the same e-mail address."),
        ("Name;E-Mail\n\nA;keine\n", 3, "(E-mail address): This is no e-mail address."),
        ("Name;E-Mail\nA;\n", 2, "The e-mail address is missing."),
        ("Name;E-Mail\n;a@example.org\n", 2, "(Name): Write a name"),
        ("Name;E-Mail;Abteilung\nA;a@example.org;Mondbasis\n", 2, "(Department): There is no department “Mondbasis”."),
        ("Name;E-Mail;Abteilung\nA;a@example.org;Innendienst\n", 2, "Technik / Innendienst; Vertrieb / Innendienst"),
        ("Name;E-Mail;Funktion\nA;a@example.org;König\n", 2, "(Functions): There is no function “König”."),
        ("Name;E-Mail;Funktion\nA;a@example.org;Qualitätsleitung\n", 2, "One person alone may hold “Qualitätsleitung”"),
        ("Name;E-Mail;Vertretung\nA;a@example.org;b@example.org\n", 2, "(Deputy): There is nobody"),
        ("Name;E-Mail;Vertretung\nA;a@example.org;a@example.org\n", 2, "Nobody stands in for themselves"),
        ("Name;E-Mail;Sprache\nA;a@example.org;Klingonisch\n", 2, "(Language): Known languages are de, en."),
        ("Name;E-Mail;Leitung\nA;a@example.org;vielleicht\n", 2, "Write yes or no."),
        ("Name;E-Mail;Eintritt\nA;a@example.org;03/04/2026\n", 2, "(First working day): Write the day as"),
        ("Name;E-Mail;Eintritt\nA;a@example.org;1.1.2999\n", 2, "This day lies too far ahead."),
        ("Name;E-Mail;Leitung\nA;a@example.org;ja\n", 2, "Who leads a department needs one"),
        ("Name;E-Mail;Abteilung;Leitung\nA;a@example.org;Technik;x\nB;b@example.org;Technik;x\n", 3, "Two heads"),
        ("Name;E-Mail;Name\nA;a@example.org;B\n", 1, "There are two columns of this meaning."),
        ("Foo;Bar\n1;2\n", 1, "These heads say neither people nor departments nor functions."),
        ("Abteilung;Über\nTechnik;Technik\n", 2, "This department would lie below itself."),
        ("Abteilung;Über\nVertrieb;Vertrieb / Innendienst\n", 2, "This department would lie below itself."),
        ("Abteilung;Leitung\nTechnik;wer@example.org\n", 2, "(Head): There is nobody with this e-mail address"),
        ("Abteilung;Postfach\nTechnik;x\n", 2, "(Mailbox): This is no e-mail address."),
        ("Abteilung;Über\nNeu;\nNeu;\n", 3, "Line 2 is the same department."),
        ("Abteilung;Postfach\nInnendienst;\n", 2, "There are several departments of this name."),
        ("Abteilung;Über\n;Technik\n", 2, "Write a name in German or in English."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_by_line_and_nothing_changes(bring, session, text, line, message):
    bring(*FILES)
    before = session.scalar(select(func.count()).select_from(AuditRow))
    found = bring(("Datei.csv", text))
    assert len(found.draft.problems) >= 1
    assert told(found)[-1].startswith(f"Datei.csv:{line}")
    assert message in told(found)[-1]
    assert session.scalar(select(func.count()).select_from(AuditRow)) == before


def workbook(**contents):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in contents.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook_with_three_sheets_is_one_import(bring, session):
    rows = {title: [line.split(";") for line in text.splitlines()] for title, text in
            [("Personen", PEOPLE), ("Abteilungen", DEPARTMENTS), ("Funktionen", FUNCTIONS)]}  # fmt: skip
    rows["Personen"][1][0] = "=A1+1"
    found = bring(("alles.xlsx", workbook(**rows)))
    assert told(found) == ["alles.xlsx (Personen):2 (Name): Write a name of at most 200 characters."]
    rows["Personen"][1][0] = "Vera Vogt"
    assert bring(("alles.xlsx", workbook(**rows))).count(Outcome.NEW) == 11


@pytest.mark.parametrize(
    "data",
    [
        PEOPLE.encode("utf-8-sig"), PEOPLE.encode("cp1252"), PEOPLE.replace(";", "\t").encode("utf-16"),
        PEOPLE.replace(",", "|").replace(";", ",").encode(), PEOPLE.replace("\n", "\r\n").encode(),
    ],
    ids=["bom", "cp1252", "utf-16 with tabs", "commas", "crlf"],
)  # fmt: skip
def test_files_as_programs_write_them(data):
    rows = read_sheets("x.csv", data)[0].rows
    assert rows[3].cells[0] == "Mia Böhm"
    assert rows[3].line == 4


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 60_000_000)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "empty"), (b"\x00\x01\x02\x00", "no table"), (b"PK\x03\x04nonsense", "damaged"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "old kind"), (b"a;b\n" + b"1;2\n" * (MOST_ROWS + 1), "more than"),
        (b'a;b\n"1;2\n', "E-mail"), (b"a;" * 100, "columns"), (b"a;b\n" + b"x" * 5000, "far too long"),
        (bomb(), "far too large"), (workbook(a=[["x"]])[:-200], "damaged"),
    ],
)  # fmt: skip
def test_files_that_are_none_are_refused_in_a_sentence(data, message):
    if message == "E-mail":
        assert read_sheets("x.csv", data)
        return
    with pytest.raises(Invalid) as caught:
        read_sheets("x.csv", data)
    assert message in str(caught.value.message)


def test_an_administrator_imports_and_nobody_else(change, stock, session):
    for role in ("manager", "cx_manager", "employee"):
        actor = stock.actor(session, role)
        with pytest.raises(Forbidden):
            importing.plan(session, actor, sheets(*FILES))
    assert importing.plan(session, stock.actor(session, "administrator"), sheets(*FILES)).ok


def send(browser, *files):
    token = browser.token_of(browser.get("/admin/people/import").text)
    data = {"csrf_token": token, "files": [(io.BytesIO(text.encode()), name) for name, text in files]}
    return browser.client.post("/admin/people/import", data=data, content_type="multipart/form-data")


def test_in_the_browser_files_are_looked_at_and_then_confirmed(signed_in, session, person_of, change, monkeypatch):
    browser = signed_in("administrator")
    answer = send(browser, *FILES)
    assert answer.status_code == 303
    page = browser.get(answer.location).text
    assert "11 new, 0 changed" in page
    assert page.count("<tr") == 12
    assert "1 active person is in none of the files" in page
    assert not session.scalars(select(Department)).all()
    digest = page.partition('name="digest" value="')[2].partition('"')[0]
    assert browser.post(answer.location, digest="other").status_code == 303
    assert not session.scalars(select(Department)).all()
    assert browser.post(answer.location, digest=digest).status_code == 303
    assert person_of("Mia Böhm").invited
    assert browser.get(answer.location).status_code == 404
    again = send(browser, *FILES)
    assert "there is nothing to import" in browser.get(again.location).text


def test_wrong_files_are_told_in_the_browser_and_those_of_others_are_not_shown(signed_in, session, stock):
    browser = signed_in("administrator")
    answer = send(browser, ("p.csv", "Name;E-Mail;Abteilung;Personalnummer\n<b>A</b>;a@example.org;Mond;7\n"))
    assert answer.status_code == 422
    assert "There is no department “Mond”." in answer.text
    assert "not read" in answer.text
    for name, content, message in (("x.png", "PK\x03\x04", "damaged"), ("leer.csv", "", "empty")):
        refused = send(browser, (name, content))
        assert (refused.status_code, message in refused.text) == (422, True)
    assert browser.post("/admin/people/import").status_code == 422
    staged = send(browser, *FILES).location
    stock.make("Otto Ops", "administrator")
    other = stock.sign_in("otto.ops@example.org")
    assert other.get(staged).status_code == 404
    assert "Only an administrator" not in browser.get(staged).text


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_templates_can_be_imported_as_they_are(signed_in, bring, language):
    browser = signed_in("administrator")
    browser.client.set_cookie("cxwiki_language", language)
    single = [browser.get(f"/admin/people/import/template/{kind}.csv").data for kind in
              ("people", "departments", "functions")]  # fmt: skip
    found = bring(*zip(["people.csv", "departments.csv", "functions.csv"], single, strict=True))
    assert told(found) == []
    book = browser.get("/admin/people/import/template/all.xlsx")
    assert bring(("all.xlsx", book.data)).count(Outcome.UNCHANGED) == 6
    assert browser.get("/admin/people/import/template/x.csv").status_code == 404


def test_ten_thousand_people_are_planned_with_a_fixed_number_of_questions(session, stock, statements):
    actor = stock.actor(session, "administrator")
    many = "Name;E-Mail;Funktion;Vertretung\n" + "".join(
        f"Person {n};p{n}@example.org;;Person {n - 1 if n else 1}\n" for n in range(10_000)
    )
    found = importing.plan(session, actor, sheets(("viele.csv", many)))
    assert (found.ok, found.count(Outcome.NEW)) == (True, 10_000)
    assert len(statements) < 30
