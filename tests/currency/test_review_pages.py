"""Reviews as people meet them: the button at the entry, the banner, the lists, several at once, as a file."""

from datetime import timedelta

import pytest
from conftest import csrf_of
from helpers import SQLITE

from wiki.access.permissions import SYSTEM
from wiki.entries.models import Entry
from wiki.ownership import holders
from wiki.ownership.duties import set_accountable
from wiki.ownership.holders import Place

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def service(company):
    company.person("Leiter", "", "manager")
    company.department("Service", "Leiter")
    company.person("Anna", "Service")
    company.person("Bert", "Service")
    return company


@pytest.fixture
def hotline(service):
    entry_id = service.touchpoint("Hotline", "Service")
    anna = holders.person(service.ids["Anna"])
    service.writing(lambda session: set_accountable(session, SYSTEM, Place(entry_id), anna, service.today))
    return entry_id


def _overdue(company, *ids, days=3):
    def make(session):
        for entry_id in ids:
            session.get(Entry, entry_id).next_review = company.today - timedelta(days=days)

    company.writing(make)


def _as(stock, name):
    client = stock.sign_in(f"{name.lower()}@example.org")
    client.get("/preferences?language=en&next=/")
    return client


def _page(client, address="/touchpoints/hotline"):
    return client.get(address).text


def test_the_button_is_for_who_is_asked_also_on_kept_pages(service, stock, app, hotline):
    anna, bert = _as(stock, "Anna"), _as(stock, "Bert")
    for _twice in range(2):
        assert "Still true" not in _page(bert)
        assert "Still true" in _page(anna)
        assert "Still true" not in _page(app.test_client())
    token = csrf_of(_page(anna))
    answer = anna.post(f"/reviews/{hotline}/still-true", data={"csrf_token": token})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/touchpoints/hotline")
    assert "Confirmed. It is to be looked at again" in _page(anna)
    for client in (anna, bert):
        assert "Confirmed by Anna on" in _page(client)
        assert "Still true" not in _page(client)
    stranger = app.test_client().get("/touchpoints/hotline", headers=ENGLISH).text
    assert "Confirmed on" in stranger
    assert "Anna" not in stranger
    refused = bert.post(f"/reviews/{hotline}/still-true", data={"csrf_token": csrf_of(_page(bert))})
    assert refused.status_code == 403


@SQLITE
def test_the_banner_says_whom_to_ask_to_those_signed_in(service, stock, app, hotline):
    _overdue(service, hotline)
    assert "You are asked: is it still true?" in _page(_as(stock, "Anna"))
    assert "Ask Anna, who is accountable." in _page(_as(stock, "Bert"))
    stranger = app.test_client().get("/touchpoints/hotline", headers=ENGLISH).text
    assert "Its review was due on" in stranger
    assert "Anna" not in stranger


@SQLITE
def test_as_it_stood_on_a_day_with_who_had_confirmed_it(service, stock, hotline):
    anna = _as(stock, "Anna")
    anna.post(f"/reviews/{hotline}/still-true", data={"csrf_token": csrf_of(_page(anna))})
    today = service.today.isoformat()
    assert "Confirmed by Anna on" in _page(anna, f"/touchpoints/hotline?as_of={today}")


def test_lists_of_mine_my_area_and_all(service, stock, hotline):
    term = service.entry("persona", "Erika")
    other = service.touchpoint("Messe")
    _overdue(service, hotline, term, other)
    anna, leiter, editor = _as(stock, "Anna"), _as(stock, "Leiter"), stock.client("cx_manager")
    assert "Hotline" in _page(anna, "/reviews/")
    assert "Messe" not in _page(anna, "/reviews/?scope=all")
    assert "Nothing is to be looked at" in _page(leiter, "/reviews/")
    area = _page(leiter, "/reviews/?scope=area")
    assert "Hotline" in area
    assert "Messe" not in area
    everything = _page(editor, "/reviews/?scope=all&state=overdue")
    assert all(title in everything for title in ("Hotline", "Messe", "Erika"))
    only = _page(editor, "/reviews/?scope=all&kind=persona")
    assert "Erika" in only
    assert "Hotline" not in only
    file = editor.get("/reviews/reviews.csv?scope=all", headers=ENGLISH)
    assert file.mimetype == "text/csv"
    assert "Anna" in file.text


def test_several_at_once(service, stock, hotline):
    other = service.touchpoint("Messe", "Service")
    _overdue(service, hotline, other)
    anna = _as(stock, "Anna")
    page = _page(anna, "/reviews/")
    ids = [hotline, other, "x", 10**9]
    answer = anna.post("/reviews/still-true", data={"csrf_token": csrf_of(page), "entry": ids})
    assert answer.status_code == 303
    after = _page(anna, "/reviews/")
    assert "1 entry confirmed as still true." in after
    assert "2 are not yours to confirm." in after
    service.session.rollback()
    assert service.session.get(Entry, hotline).next_review > service.today
    assert service.session.get(Entry, other).next_review < service.today
    assert anna.post("/reviews/still-true", data={"csrf_token": csrf_of(page)}).status_code == 303
