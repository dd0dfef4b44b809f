"""What steps and touchpoints rest on: who writes it down, what is refused, what pages and lists say of it."""

from datetime import timedelta

import pytest
from helpers import SQLITE, count_queries
from helpers_seams import STEPS, Shop

from wiki.access.permissions import ANYBODY
from wiki.core.errors import Conflict, Forbidden, Invalid, NotFound
from wiki.entries.models import Entry
from wiki.entries.service import Intent
from wiki.evidence.impact import evidence_touched
from wiki.evidence.models import CUSTOMERS, DATA, EMPLOYEES, STRONG
from wiki.evidence.reading import ALONE, COMPLETE, NOTHING, shown_of
from wiki.evidence.service import EvidenceData, add, change, remove
from wiki.ownership.duties import set_accountable
from wiki.ownership.holders import Place, person

PAGE = "/processes/entstoerung/evidence"
GERMAN = {"Accept-Language": "de"}


def _piece(shop, sort=DATA, step="aaa", **more):
    data = {"source": "Beschwerderegister", "day": shop.company.today, "strength": STRONG, **more}
    return EvidenceData(sort, step_key=step, **data)


def _answers(shop, name, step=""):
    def act(session):
        set_accountable(
            session, shop.actor("Carla"), Place(shop.process, step), person(shop.company.ids[name]), shop.company.today
        )

    shop.company.writing(act)


def test_writers_heads_of_the_area_and_those_who_answer_add_evidence(shop: Shop) -> None:
    for name in ("Carla", "Anna"):
        shop.doing(name, add, shop.process, _piece(shop))
    for name in ("Bert", "Dora"):
        with pytest.raises(Forbidden):
            shop.doing(name, add, shop.process, _piece(shop))
    _answers(shop, "Dora", "ccc")
    row = shop.doing("Dora", add, shop.process, _piece(shop, CUSTOMERS, "ccc", cases=412))
    assert (row.called["de"], row.told_by_id) == ("Schritt ccc", shop.company.ids["Dora"])
    with pytest.raises(Forbidden):
        shop.doing("Bert", change, row.id, _piece(shop))
    with pytest.raises(Forbidden):
        shop.doing("Bert", remove, row.id, 0)


@SQLITE
def test_what_is_wrong_is_said_at_its_field(shop: Shop) -> None:
    tomorrow = shop.company.today + timedelta(days=1)
    for wrong, where in (
        ({"source": " "}, "source"), ({"source": "x" * 201}, "source"), ({"day": tomorrow}, "day"), ({"day": None}, "day"),
        ({"cases": 0}, "cases"), ({"strength": "sure"}, "strength"), ({"sort": "rumour"}, "sort"),
        ({"url": "javascript:alert(1)"}, "url"), ({"step": "gone"}, "step"),
        ({"note": "Frau K., k.unde@example.com"}, "no_customer_data"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as told:
            shop.doing("Carla", add, shop.process, _piece(shop, **wrong))
        assert [each.where for each in told.value.problems] == [where]
    asked = _piece(shop, note="team@example.com", no_customer_data=True)
    assert shop.doing("Carla", add, shop.process, asked).note == "team@example.com"


def test_nobody_overwrites_or_removes_what_they_have_not_seen(shop: Shop) -> None:
    row = shop.doing("Carla", add, shop.process, _piece(shop))
    shop.doing("Anna", change, row.id, _piece(shop, EMPLOYEES))
    with pytest.raises(Invalid):
        shop.doing("Carla", change, row.id, _piece(shop, CUSTOMERS))
    with pytest.raises(Conflict):
        shop.doing("Carla", remove, row.id, 0)
    shop.doing("Carla", remove, row.id, 1)
    with pytest.raises(NotFound):
        shop.doing("Carla", change, row.id, _piece(shop, edits=1))


@SQLITE
def test_evidence_of_a_step_that_goes_is_kept_and_counts_nowhere(shop: Shop) -> None:
    for sort in (EMPLOYEES, DATA, CUSTOMERS):
        shop.doing("Carla", add, shop.process, _piece(shop, sort))
    shop.doing("Carla", add, shop.process, _piece(shop, EMPLOYEES, "ccc"))
    shown = shown_of(shop.company.session, shop.process, "de")
    assert [each.state for each in shown.steps] == [COMPLETE, NOTHING, ALONE, NOTHING]
    shop.now_has([each for each in STEPS if each["key"] != "aaa"])
    shown = shown_of(shop.company.session, shop.process, "de")
    assert ([each.title for each in shown.gone], shown.count(COMPLETE)) == (["Schritt aaa"], 0)
    row = shown.gone[0].pieces[DATA][0]
    shop.doing("Carla", change, row.id, _piece(shop, step="aaa", note="Bleibt"))
    moved = shop.doing("Carla", change, row.id, _piece(shop, step="ddd", edits=1))
    assert (moved.step_key, moved.called["de"]) == ("ddd", "Schritt ddd")


def test_the_page_shows_it_and_takes_it(shop: Shop, csrf) -> None:
    anna, dora = shop.client("Anna"), shop.client("Dora")
    token = csrf(anna.get(f"{PAGE}/new?step=aaa&sort=data").text)
    typed = {
        "csrf_token": token, "step": "aaa", "sort": "data", "source": "Rückrufliste", "day": "", "strength": "strong",
        "cases": "viele", "note": "Jeder Fünfte legt auf", "edits": "0",
    }  # fmt: skip
    wrong = anna.post(f"{PAGE}/new", data=typed, headers=GERMAN)
    assert wrong.status_code == 422
    for kept in ("Rückrufliste", 'value="viele"', "Jeder Fünfte legt auf"):
        assert kept in wrong.text
    sent = anna.post(f"{PAGE}/new", data={**typed, "day": shop.company.today.isoformat(), "cases": "1200"})
    assert (sent.status_code, sent.location) == (303, f"{PAGE}#rests-aaa")
    page = dora.get(PAGE, headers=GERMAN).text
    assert "Jeder Fünfte legt auf" in page
    assert "n = 1.200" in page
    assert f"{PAGE}/new" not in page
    assert dora.get(f"{PAGE}/new").status_code == 403
    assert dora.post(f"{PAGE}/new", data={**typed, "csrf_token": csrf(dora.get("/profile").text)}).status_code == 403
    assert anna.get("/touchpoints/anruf/evidence/1").status_code == 404


@SQLITE
def test_processes_and_touchpoints_wear_the_marks(shop: Shop, app) -> None:
    dora, stranger = shop.client("Dora"), app.test_client()
    address = "/processes/entstoerung"
    assert "rests-aaa" not in dora.get(address).text
    shop.doing("Carla", add, shop.process, _piece(shop, CUSTOMERS))
    for _again in range(2):
        page = dora.get(address, headers=GERMAN).text
        assert page.count("Belege: Kundenforschung") >= 2, "drawn and listed"
        assert f"{PAGE}#rests-bbb" in page
    shop.doing("Carla", add, shop.process, _piece(shop, EMPLOYEES, "ccc"))
    assert "1 Schritt beruht allein auf der Sicht der Beschäftigten" in dora.get(address, headers=GERMAN).text
    assert "rests-aaa" not in stranger.get(address).text
    touchpoint = shop.company.session.query(Entry).filter_by(slug="anruf").one().id
    for client, there in ((dora, True), (stranger, False)):
        assert ("/touchpoints/anruf/evidence" in client.get("/touchpoints/anruf").text) is there
    shop.doing("Carla", add, touchpoint, _piece(shop, DATA, ""))
    assert "evidence-rests" in dora.get("/touchpoints/anruf").text


@SQLITE
def test_the_list_says_what_rests_on_the_employees_view_alone(shop: Shop, runtime) -> None:
    client = shop.client("Dora")
    shop.doing("Carla", add, shop.process, _piece(shop, EMPLOYEES, "aaa", day=shop.company.today - timedelta(days=900)))
    shop.doing("Carla", add, shop.process, _piece(shop, CUSTOMERS, "ccc"))
    at = "/processes/entstoerung/evidence#rests-"
    for query, there, gone in (
        ("", "aaa", "ccc"), ("show=nothing", "bbb", "aaa"), ("show=unasked", "aaa", "ccc"), ("show=old", "aaa", "ccc"),
        ("show=all&decisive=1", "aaa", "ccc"), ("show=all&department=hotline&of=steps", "ccc", "zzz"),
        ("show=rubbish&of=rubbish&department=rubbish&page=99999", "aaa", "ccc"),
    ):  # fmt: skip
        page = client.get(f"/evidence/?{query}").text
        assert at + there in page, query
        assert at + gone not in page, query
    assert "/touchpoints/anruf/evidence" in client.get("/evidence/?show=nothing&of=touchpoints").text
    assert at not in client.get("/evidence/?show=all&of=touchpoints").text
    assert at not in client.get("/evidence/?show=all&department=technik").text
    file = client.get("/evidence/?show=all&format=csv", headers=GERMAN).get_data(as_text=True)
    assert "Beschwerderegister" in file
    assert "Schritt ddd" in file
    feed = client.get("/feeds/evidence.atom?department=hotline", headers=GERMAN).text
    assert "Schritt ccc: Beschwerderegister" in feed
    assert "Carla" not in feed
    assert "<entry>" not in client.get("/feeds/evidence.atom?department=technik").text
    with count_queries(runtime.engine) as few:
        client.get("/evidence/?show=all")
    for number in range(3):
        shop.doing("Carla", add, shop.another_process(f"Ablauf {number}"), _piece(shop))
    with count_queries(runtime.engine) as many:
        assert "ablauf-2" in client.get("/evidence/?show=all").text
    assert many.selects == few.selects


@SQLITE
def test_a_release_says_whose_evidence_loses_its_step_and_departments_what_they_rest_on(shop: Shop) -> None:
    shop.doing("Carla", add, shop.process, _piece(shop, EMPLOYEES))
    shop.doing("Carla", add, shop.process, _piece(shop, EMPLOYEES, ""))
    session = shop.company.session
    shop.now_has([each for each in STEPS if each["key"] != "aaa"], Intent.DRAFT)
    entry = session.get(Entry, shop.process)
    assert [line.count for line in evidence_touched(session, shop.actor("Carla"), [entry])] == [1]
    assert evidence_touched(session, ANYBODY, [entry]) == []
    page = shop.client("Dora").get("/departments/hotline", headers=GERMAN).text
    assert "/evidence/?department=hotline" in page
    assert "1 von 5" in page
