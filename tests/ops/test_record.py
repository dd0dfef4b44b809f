"""The record of who did what: narrowed, paged by keyset, taken as a file, and for everybody what concerns them."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from conftest import Stock, csrf_of
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.company import Company
from tests.helpers import count_queries
from wiki.core import audit, clock
from wiki.core.audit import AuditRow
from wiki.core.db import begin_write
from wiki.ops import record
from wiki.ops.record import Sought
from wiki.ownership import holders
from wiki.ownership.duties import add_duty, end_duty, set_accountable
from wiki.ownership.holders import Place
from wiki.web.runtime import Runtime


def english(client: FlaskClient) -> FlaskClient:
    client.set_cookie("cxwiki_language", "en")
    return client


def act(session: Session, actor: str | None, action: str, subject: str, **detail: object) -> None:
    begin_write(session)
    audit.append(session, actor, action, subject, **detail)
    session.commit()


def rows_of(page: str) -> str:
    return page.partition("<tbody")[2].partition("</tbody>")[0]


@pytest.fixture
def auditor(stock: Stock) -> FlaskClient:
    return english(stock.client("auditor"))


def test_pages_by_keyset_show_every_row_once_however_it_is_narrowed(session: Session) -> None:
    at = clock.now() - timedelta(days=3)
    begin_write(session)
    for number in range(90):
        with clock.frozen(at + timedelta(hours=number // 3)):
            who, what = ("p-1", "web:duty:assigned") if number % 2 else ("p-2", "web:entry:saved")
            audit.append(session, who, what, f"entry:{number % 5}", holder=f"p{number % 7}")
    session.commit()
    rows = list(session.scalars(select(AuditRow)))
    day = (at + timedelta(hours=12)).astimezone(ZoneInfo("Europe/Berlin")).date()
    for sought, fits in [
        (Sought(), lambda row: True),
        (Sought(acts="ownership"), lambda row: row.actor == "p-1"),
        (Sought(acts="entry:saved"), lambda row: row.actor == "p-2"),
        (Sought(actors=["p-1", "p-9"]), lambda row: row.actor == "p-1"),
        (Sought(actors=["p-2"], acts="ownership"), lambda row: False),
        (Sought(actors=[]), lambda row: False),
        (
            Sought(subjects=["entry:1", "entry:2"], concerned=[3]),
            lambda row: row.subject in ("entry:1", "entry:2") or row.detail["holder"] == "p3",
        ),
        (
            Sought(actors=["p-1"], subjects=["entry:1"], first=day),
            lambda row: (row.actor, row.subject) == ("p-1", "entry:1") and record_day(row) >= day,
        ),
        (Sought(first=day, last=day), lambda row: record_day(row) == day),
    ]:
        wanted = sorted((each for each in rows if fits(each)), key=lambda each: (each.at, each.id), reverse=True)
        found, before = [], None
        while True:
            page = record.page(session, sought, 8, before)
            found += page.rows
            before = page.older
            if before is None:
                break
        assert [each.id for each in found] == [each.id for each in wanted]


def record_day(row: AuditRow) -> date:
    return row.at.astimezone(ZoneInfo("Europe/Berlin")).date()


def test_acts_of_ownership_are_told_in_words_and_found_by_whom_they_concern(
    company: Company, session: Session, stock: Stock, auditor: FlaskClient
) -> None:
    company.person("Nora Neu")
    company.person("Otto Alt")
    entry = company.process("Reklamation", "", "Anruf annehmen")
    cx = stock.actor(session, "cx_manager")

    def assign(session: Session) -> None:
        set_accountable(session, cx, Place(entry), holders.person(company.ids["Nora Neu"]), company.today)
        add_duty(session, cx, Place(entry), "R", holders.person(company.ids["Otto Alt"]), company.today)
        end_duty(session, cx, Place(entry), "R", holders.person(company.ids["Otto Alt"]), company.today)

    company.writing(assign)
    act(session, None, "web:something:new_here", "thing:1")
    page = rows_of(auditor.get("/admin/audit?acts=ownership").text)
    assert (page.count("Duty given"), page.count("Duty ended")) == (2, 1)
    assert "Reklamation" in page
    assert "accountable · Nora Neu" in page
    assert "responsible · Otto Alt" in page
    assert "Person cx_manager" in page
    assert "not sealed yet" in page
    assert "something: new here" in auditor.get("/admin/audit").text
    assert rows_of(auditor.get("/admin/audit?about=nora").text).count("Duty given") == 1
    assert rows_of(auditor.get("/admin/audit?about=reklamation&acts=ownership&who=cx_manager").text).count("Duty") == 3
    assert "Nothing in the record fits" in auditor.get("/admin/audit?who=Nora+Neu&acts=ownership").text
    nora = english(stock.sign_in("nora.neu@example.org"))
    own = rows_of(nora.get("/me/record").text)
    assert own.count("Duty given") == 1
    assert "Otto" not in own
    assert "Signed in" not in own
    assert "Signed in" in rows_of(nora.get("/me/record?show=sign-ins").text)
    assert "Duty" not in nora.get("/me/record?show=done").text
    assert nora.get("/admin/audit").status_code == 403


def test_a_leaving_is_not_told_by_the_record_before_it_is_announced(company: Company, session: Session, auditor: FlaskClient, stock: Stock) -> None:  # fmt: skip
    number = company.person("Lea Leiser")
    act(session, None, "web:person:last_day_entered", f"person:{number}", last_day="2026-12-31")
    page = auditor.get("/admin/audit").text
    assert "Last working day" not in page
    assert "Account changed" in page
    assert "2026" not in rows_of(page).split("When")[0]
    assert "Last working day entered" in english(stock.client("administrator")).get("/admin/audit").text
    assert "Last working day entered" in english(stock.sign_in("lea.leiser@example.org")).get("/me/record").text


def test_comings_and_goings_are_for_oneself_and_the_filter_is_answered(auditor: FlaskClient, session: Session) -> None:
    act(session, "p-1", "web:person:role_given", "person:1", role="editor")
    page = auditor.get("/admin/audit").text
    assert "Access role given" in rows_of(page)
    assert "session:started" not in page
    assert "Signed in" not in page
    assert "Access role given" not in rows_of(auditor.get("/admin/audit?acts=content").text)
    wrong = auditor.get("/admin/audit?from=2026-13-77&to=x&before=zz&acts=nonsense&about=%25_%5C")
    assert wrong.status_code == 422
    assert "2026-13-77" in wrong.text
    assert auditor.get("/admin/audit?from=2026-02-02&to=2026-02-01").status_code == 422


def test_the_file_holds_every_row_of_the_filter_and_taking_it_is_recorded(
    auditor: FlaskClient, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("wiki.ops.views_record.A_PORTION", 7)
    begin_write(session)
    for number in range(30):
        audit.append(session, "p-1", "web:department:changed", f"department:{number}", reason='=1+1;"x"')
    session.commit()
    token = csrf_of(auditor.get("/admin/audit").text)
    answer = auditor.post("/admin/audit/file", data={"csrf_token": token, "acts": "structure", "who": ""})
    lines = answer.get_data(as_text=True).splitlines()
    assert answer.mimetype == "text/csv"
    assert len(lines) == 31
    assert lines[0].startswith("\ufeffRow,When,What")
    assert "'=1+1" in lines[1]
    session.rollback()
    taken = session.scalars(select(AuditRow).where(AuditRow.action == "web:audit:taken")).one()
    assert taken.detail == {"acts": "structure"}


def test_a_page_asks_a_fixed_number_of_questions(auditor: FlaskClient, session: Session, runtime: Runtime) -> None:
    counts = []
    for _more in range(2):
        begin_write(session)
        for number in range(60):
            audit.append(session, f"p-{number}", "web:duty:assigned", f"entry:{number}", holder=f"p{number}")
        session.commit()
        with count_queries(runtime.engine) as counted:
            assert rows_of(auditor.get("/admin/audit").text).count("<tr") == 50
        counts.append(counted.selects)
    assert counts[0] == counts[1] <= 22


def test_verifying_names_the_row(auditor: FlaskClient, session: Session) -> None:
    act(session, "p-1", "web:department:changed", "department:1")
    begin_write(session)
    row = session.scalars(select(AuditRow).where(AuditRow.subject == "department:1")).one()
    row.subject = "department:2"
    number = row.id
    session.commit()
    token = csrf_of(auditor.get("/admin/audit").text)
    assert auditor.post("/admin/audit/verify", data={"csrf_token": token}).status_code == 303
    page = auditor.get("/admin/audit").text
    assert f"Row {number} <small>put in, or changed before its seal" in page
    assert "does not hold from row" in page
