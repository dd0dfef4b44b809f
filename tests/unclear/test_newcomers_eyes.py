"""Newcomer's eyes: from the question to what became of it, and what it says about the page."""

from datetime import timedelta

import pytest
from conftest import csrf_of
from helpers import SQLITE, count_queries
from helpers_notify import matters, work
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core import clock
from wiki.core.db import begin_write
from wiki.entries import discussion
from wiki.entries.discussion import Remark
from wiki.entries.models import Comment, Entry
from wiki.entries.service import Edit, Intent, save
from wiki.ownership import holders
from wiki.ownership.duties import set_accountable
from wiki.ownership.holders import Place
from wiki.people.models import Person
from wiki.people.service import actor_of
from wiki.unclear.reminding import pass_on

HOTLINE = "/touchpoints/hotline"


@pytest.fixture
def firm(company):
    """Anna answers for the hotline's page, Rita writes; Nele is new, as are Nils and three more."""
    company.person("Leiter", "", "manager")
    company.department("Service", "Leiter")
    for name in ("Anna", "Bert", "Nele", "Nils", "Nina", "Noah", "Nora"):
        company.person(name, "Service")
    company.person("Rita", "Service", "editor")
    entry_id = company.touchpoint("Hotline", "Service", summary={"de": "Anrufe", "en": "Calls"})
    company.ids["Hotline"] = entry_id
    anna = holders.person(company.ids["Anna"])

    def arrange(session):
        set_accountable(session, SYSTEM, Place(entry_id), anna, company.today)
        for name in ("Nele", "Nils", "Nina", "Noah", "Nora"):
            session.get(Person, company.ids[name]).joined_on = company.today - timedelta(days=20)

    company.writing(arrange)
    return company


def _client(stock, name):
    client = stock.sign_in(f"{name.lower()}@example.org")
    client.get("/preferences?language=en&next=/")
    return client


def _actor(firm, name):
    return actor_of(firm.session, firm.session.get(Person, firm.ids[name]))


def _ask(client, text, **data):
    page = client.get(f"{HOTLINE}/discussion?tone=unclear").text
    sent = {"csrf_token": csrf_of(page), "text": text, "tone": "unclear", "on_revision": "1", **data}
    assert client.post(f"{HOTLINE}/discussion", data=sent).status_code == 303
    return page


def _release(firm, text):
    begin_write(firm.session)
    entry = firm.session.get(Entry, firm.ids["Hotline"])
    content = dict(entry.released.payload) | {"summary": {"de": text, "en": text}}
    edit = Edit(content, base_number=entry.latest_number, intent=Intent.RELEASE, note="Clearer")
    save(firm.session, _actor(firm, "Rita"), entry, edit)
    firm.session.commit()


def test_the_owner_sees_it_first_and_who_asked_hears_what_became_of_it(firm, stock, runtime):
    nele, anna, bert = (_client(stock, name) for name in ("Nele", "Anna", "Bert"))
    assert "Unclear to newcomers" not in bert.get(HOTLINE).text
    form = _ask(nele, "What is a ticket?", as_newcomer="y")
    assert "fresh eyes" in form
    assert "Say that somebody new asks" not in anna.get(f"{HOTLINE}/discussion").text
    work(runtime)
    assert matters(firm.session, firm.ids["Anna"]) == ["unclear_asked"]
    assert matters(firm.session, firm.ids["Rita"]) == []
    for client, page in ((anna, "/inbox"), (anna, "/tasks/mine"), (anna, "/unclear/"), (bert, f"{HOTLINE}/discussion")):
        shown = client.get(page, follow_redirects=True).text
        assert ("What is a ticket?" in shown, "Nele" in shown) == (True, False), page
    assert "Unclear to somebody new" in bert.get(f"{HOTLINE}/discussion").text
    assert "Unclear to newcomers: 1 open question" in bert.get(HOTLINE).text
    assert "waits for an answer" in nele.get("/unclear/mine").text
    assert "What is a ticket?" not in bert.get("/unclear/mine").text

    comment = firm.session.scalars(select(Comment)).one()
    begin_write(firm.session)
    entry = firm.session.get(Entry, firm.ids["Hotline"])
    discussion.answer(firm.session, _actor(firm, "Anna"), entry, comment, Remark("A request with a number."))
    firm.session.commit()
    _release(firm, "Calls, each with a ticket: a request with a number.")
    work(runtime)
    assert matters(firm.session, firm.ids["Nele"]) == ["answered", "unclear_changed"]
    inbox = nele.get("/inbox").text
    assert "is it clear now?" in inbox
    assert "Anna answered your question about “Hotline”." in inbox
    changes = nele.get(f"{HOTLINE}/compare/1..2")
    assert changes.status_code == 200
    mine = nele.get("/unclear/mine").text
    assert f'href="{HOTLINE}/compare/1..2">What was changed since' in mine
    sent = nele.post(f"{HOTLINE}/discussion/{comment.id}/resolve", data={"csrf_token": csrf_of(mine)})
    assert sent.status_code == 303
    assert "settled" in nele.get("/unclear/mine").text
    assert "What newcomers asked is settled" in bert.get(HOTLINE).text
    rows = _client(stock, "Rita").get("/unclear/pages.csv?scope=all").text
    assert "Hotline,Touchpoint,Service,1,0,0" in rows


@SQLITE
def test_the_mark_is_left_to_who_asks_and_means_the_first_days(firm, stock):
    nele, bert = _client(stock, "Nele"), _client(stock, "Bert")
    _ask(nele, "Nobody need know that I am new")
    _ask(bert, "I am not new", as_newcomer="y")
    firm.session.rollback()
    assert not any(firm.session.scalars(select(Comment.by_newcomer)))
    _ask(nele, "From the foot of the page", as_newcomer="usual")
    firm.session.rollback()
    number, marked = firm.session.execute(select(Comment.id, Comment.by_newcomer).order_by(Comment.id.desc())).first()
    assert marked
    mark = f"{HOTLINE}/discussion/{number}/newcomer"
    token = {name: csrf_of(client.get(f"{HOTLINE}/discussion").text) for name, client in (("N", nele), ("B", bert))}
    assert "Do not say that somebody new asks" in nele.get(f"{HOTLINE}/discussion").text
    assert "somebody new asks" not in bert.get(f"{HOTLINE}/discussion").text
    assert bert.post(mark, data={"csrf_token": token["B"]}).status_code == 403
    for wanted in ("", "1"):
        assert nele.post(mark, data={"csrf_token": token["N"], "marked": wanted}).status_code == 303
        firm.session.rollback()
        assert firm.session.get(Comment, number).by_newcomer is bool(wanted)

    def leave(session):
        session.get(Person, firm.ids["Nils"]).joined_on = firm.today - timedelta(days=400)

    firm.writing(leave)
    form = nele.get(f"{HOTLINE}/discussion").text
    assert "might guess that it is you" in form
    box = form[form.index('name="as_newcomer"') - 200 : form.index('name="as_newcomer"') + 120]
    assert "checked" not in box
    _ask(nele, "Few are new", as_newcomer="usual")
    firm.session.rollback()
    assert not firm.session.scalar(select(Comment.by_newcomer).order_by(Comment.id.desc()).limit(1))


def test_what_nobody_answers_goes_to_the_editors_once(firm, stock, runtime):
    _ask(_client(stock, "Nele"), "What is a ticket?", as_newcomer="y")
    work(runtime)
    assert firm.writing(lambda session: pass_on(session, firm.today)) == 0
    with clock.frozen(clock.now() + timedelta(days=8)):
        assert firm.writing(lambda session: pass_on(session, firm.today)) == 1
        assert firm.writing(lambda session: pass_on(session, firm.today)) == 0
        work(runtime)
    assert matters(firm.session, firm.ids["Rita"]) == ["unclear_waits"]
    assert matters(firm.session, firm.ids["Anna"]) == ["unclear_asked", "unclear_waits"]


@SQLITE
def test_many_questions_cost_no_more_questions(firm, stock, runtime):
    anna, nele = _client(stock, "Anna"), stock.make("Neo")
    firm.ids["Neo"] = nele
    counted = []
    for _twice in range(2):
        begin_write(firm.session)
        entry = firm.session.get(Entry, firm.ids["Hotline"])
        for number in range(4):
            discussion.add(
                firm.session, _actor(firm, "Nele"), entry, Remark(f"Why {number}?", "unclear", as_newcomer=True)
            )
        firm.session.commit()
        for page in ("/unclear/", "/unclear/pages", "/unclear/mine"):
            anna.get(page)
            with count_queries(runtime.engine) as found:
                anna.get(page)
            counted.append(found.selects)
    assert counted[:3] == counted[3:]
