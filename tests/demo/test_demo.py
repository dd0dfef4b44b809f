"""The sample company: built once, looked at as each of its people."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from conftest import Browser
from flask import Flask
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import SYSTEM
from wiki.app import create_app
from wiki.config import ConfigurationError, Settings
from wiki.core import audit, clock
from wiki.core.db import Base, begin_write, wired
from wiki.core.keys import Keys
from wiki.dashboards.coverage import Coverage, answered, by_kind
from wiki.demo.company import build
from wiki.demo.folder import claim, settings_of
from wiki.demo.guests import GUESTS, Guest
from wiki.demo.handing_over import LAST_DAY
from wiki.demo.hotline_case import SLUG
from wiki.entries.models import Entry
from wiki.handover.models import MOVED, TO_HEAD, Handover, HandoverProtocol
from wiki.initiatives.models import Initiative
from wiki.loops.page import read
from wiki.loops.reading import loops
from wiki.loops.stations import WHERE
from wiki.ownership.linter import seen_by
from wiki.ownership.models import ACCEPTED, ASKED, DECLINED, OPEN, WITHDRAWN, Accountability, RequestPackage
from wiki.ownership.queries import accountable_on
from wiki.ownership.staff import Answerer, Staff
from wiki.people.models import Person
from wiki.people.rights import actor_of
from wiki.seams.models import SeamAgreement
from wiki.web.runtime import Runtime


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The sample company on SQLite, with its own sign-in."""
    folder = tmp_path_factory.mktemp("sample") / "demo"
    claim(folder)
    app = create_app(settings_of(folder, Settings()), testing=True)
    app.test_client_class = Browser
    runtime: Runtime = app.extensions["cxwiki"]
    Base.metadata.create_all(runtime.engine)
    with app.app_context(), force_locale("en"):
        build(runtime)
    yield app
    runtime.engine.dispose()


@pytest.fixture
def told(sample: Flask) -> Iterator[Session]:
    """A session for looking."""
    runtime: Runtime = sample.extensions["cxwiki"]
    with sample.app_context(), runtime.sessions() as session:
        yield session


def _answerer(session: Session, kind: str, slug: str, ago: int = 0) -> Answerer:
    day = clock.today(wired(session, Settings).timezone) - timedelta(days=ago)
    entry = session.scalars(select(Entry).where(Entry.kind == kind, Entry.slug == slug)).one()
    row = session.scalar(accountable_on(day).where(Accountability.entry_id == entry.id, Accountability.step_key == ""))
    return Staff(session, day).answerer(row, entry.department)


def _sign_in(app: Flask, email: str) -> tuple[Browser, str]:
    browser = app.test_client()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', browser.get("/demo/").text)
    assert token is not None
    answer = browser.post("/demo/", data={"person": email, "csrf_token": token[1]})
    assert answer.status_code == 303
    return browser, answer.headers["Location"]


def test_the_head_of_sales_and_marketing_sees_17_of_19(told: Session) -> None:
    head = actor_of(told, told.scalars(select(Person).where(Person.name == "Tobias Brandstätter")).one())
    staff = Staff(told, clock.today(wired(told, Settings).timezone))
    found = answered(told, staff, Entry.department.in_(head.areas))
    assert by_kind(found)["touchpoint"] == Coverage(17, 19)
    assert {told.get_one(Entry, each.entry_id).slug for each in found if not each.covered} == {
        "barista-kurs", "messestand", "messekontakt-nachfassen",
    }  # fmt: skip


def test_who_answered_on_a_day_is_known_before_and_after_a_hand_over(told: Session) -> None:
    people = [_answerer(told, "touchpoint", "hotline", ago).person for ago in (300, LAST_DAY, LAST_DAY - 1, 0)]
    assert [each.name for each in people if each] == ["Ulrike Bauer", "Ulrike Bauer", "Amara Okafor", "Amara Okafor"]
    names = [_answerer(told, "touchpoint", "newsletter", ago).person for ago in (211, 210, 0)]
    assert [each.name for each in names if each] == ["Hannah Schreiber", "Lukas Pichler", "Lukas Pichler"]


def test_one_hand_over_has_its_protocol_and_one_is_half_agreed_on(told: Session) -> None:
    packages = {each.person.name: each for each in told.scalars(select(Handover))}
    done, going = packages["Ulrike Bauer"], packages["Klaus-Dieter Römer"]
    assert {each.state for each in done.items} == {MOVED, TO_HEAD}
    assert told.scalars(select(HandoverProtocol).where(HandoverProtocol.handover_id == done.id)).one().digest
    assert {each.state for each in going.items} >= {"accepted", "asked", "declined", "unasked"}


def test_departments_have_agreed_refused_and_not_answered(told: Session) -> None:
    assert {each.state for each in told.scalars(select(SeamAgreement))} == {"accepted", "declined", "proposed"}


def test_there_are_40_people_and_every_act_is_on_record(told: Session) -> None:
    assert len(told.scalars(select(Person.id)).all()) == 40
    key = wired(told, Keys).audit
    begin_write(told)
    while audit.seal_new_rows(told, key):
        told.flush()
    told.commit()
    assert audit.verify(told, key) == []


def test_requests_are_open_accepted_declined_with_a_reason_and_with_the_next_head(told: Session) -> None:
    packages = list(told.scalars(select(RequestPackage)))
    requests = [each for package in packages for each in package.requests]
    assert {each.state for each in requests} == {ASKED, ACCEPTED, DECLINED, WITHDRAWN}
    assert all(each.reason for each in requests if each.state == DECLINED)
    assert [p.escalated_to.name for p in packages if p.escalated_to and p.state == OPEN] == ["Fatma Demir"]
    assert min((p.due - p.made_at.date()).days for p in packages if p.due) >= 7


def test_every_rule_has_something_to_show(told: Session, sample: Flask) -> None:
    day = clock.today(wired(told, Settings).timezone)
    with sample.test_request_context():
        rules = {each.rule.name for each in seen_by(told, SYSTEM, day)}
    assert rules >= {"vacant", "gone", "unheld", "no-responsible", "away", "too-much-accountable"}


@pytest.mark.parametrize("guest", GUESTS, ids=lambda each: each.name)
def test_one_click_signs_in_and_the_pages_of_the_menu_answer(sample: Flask, guest: Guest) -> None:
    browser, start = _sign_in(sample, guest.email)
    first = browser.get(start)
    assert first.status_code == 200
    assert 'class="sample no-print"' in first.text
    menu = re.search(r'<div class="rail">(.*?)</div>', first.text, re.S)
    assert menu is not None
    links = set(re.findall(r'href="(/[^"#]*)"', menu[1])) | {"/inbox", "/me", "/touchpoints/hotline"}
    assert {link: browser.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_nobody_else_can_be_signed_in_as(sample: Flask) -> None:
    sample.config["WTF_CSRF_ENABLED"] = False
    assert sample.test_client().post("/demo/", data={"person": "ulrike.bauer@bohnenfeld.example"}).status_code == 404
    sample.config["WTF_CSRF_ENABLED"] = True


def test_it_is_refused_everywhere_but_in_a_folder_of_its_own(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="CXWIKI_DEMO"):
        Settings(data=tmp_path, demo=True)
    (tmp_path / "wiki.sqlite").write_text("somebody's library")
    with pytest.raises(ConfigurationError, match="holds something else"):
        claim(tmp_path)
    claim(tmp_path / "own")
    with pytest.raises(ConfigurationError, match="CXWIKI_DEMO"):
        Settings(data=tmp_path / "own", database_url="postgresql://somewhere/else", demo=True)
    assert settings_of(tmp_path / "own", Settings(smtp_url="smtp://mail:25")).smtp_url == ""


def test_the_case_of_the_hotline_is_complete_and_others_stand_everywhere(sample: Flask, told: Session) -> None:
    with sample.test_request_context():
        found = {each.name("de"): each for each in loops(told, SYSTEM)}
        case = told.scalars(select(Initiative).where(Initiative.slug == SLUG)).one()
        page = read(told, SYSTEM, case, "de")
    assert found["Zugesagt ist zugesagt: Rückruf binnen 24 Stunden"].facts.where == "complete"
    assert {each.facts.where for each in found.values()} == set(WHERE) | {"complete"}
    assert [unit.name_de for unit in page.changed[0].notice.departments] == ["Hotline und Chat", "Reparaturwerkstatt"]
    assert {each.audience for each in page.messages} == {"group", "customers"}
    assert [each.outcome for each in page.rechecks] == ["held", "held"]
    assert page.tasks[0] == page.tasks[1] == 6
