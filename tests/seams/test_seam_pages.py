"""The pages about seams: the list, a seam with its forms, the marks on the page of the process."""

from helpers import SQLITE, count_queries
from helpers_seams import STEPS, step

from wiki.core.consumers import Taken
from wiki.core.db import wired
from wiki.core.matters import Matters
from wiki.entries.models import Entry
from wiki.entries.service import Intent
from wiki.seams.agreeing import Terms, accept, propose
from wiki.seams.impact import agreements_touched
from wiki.seams.models import FROM, REPEATED, TO
from wiki.seams.saying import Saying, say

PAGE = "/seams/entstoerung/aaa..ccc"
TERMS = Terms("Die Hotline übergibt den Vorgang", "Ticket", "bis mittags", 4)
GERMAN = {"Accept-Language": "de"}


def _send(client, csrf, act, **data):
    token = csrf(client.get(PAGE).text)
    return client.post(f"{PAGE}/{act}", data={"csrf_token": token, **data}, headers=GERMAN)


def test_the_list_says_each_seam_in_words(shop, csrf):
    shop.doing("Anna", say, shop.at, Saying(("lost_information",), REPEATED))
    client = shop.client("Dora")
    page = client.get("/seams/", headers=GERMAN).text
    assert "Hotline" in page
    assert PAGE in page
    for query, there in (
        ("department=technik", True), ("cause=waiting", False), ("cause=lost_information", True), ("show=agreed", False),
        ("show=without", True), ("process=entstoerung", True), ("process=gone", False), ("page=99999", True),
        ("show=rubbish&cause=rubbish&department=rubbish", True), ("as_of=2020-01-01", True),
    ):  # fmt: skip
        assert (PAGE in client.get(f"/seams/?{query}").text) is there, query
    assert client.get("/seams/?as_of=morgen").status_code == 422
    assert "Entstörung" in client.get("/seams/?format=csv", headers=GERMAN).get_data(as_text=True)


def test_what_is_said_and_agreed_stands_on_the_page(shop, csrf):
    anna, bert = shop.client("Anna"), shop.client("Bert")
    said = _send(anna, csrf, "say", causes=["waiting", "media_break"], context="no", notes="Alles doppelt", edits="0")
    assert said.status_code == 303, said.text
    again = _send(bert, csrf, "say", causes=[], context="yes", notes="Stimmt nicht", edits="0")
    assert again.status_code == 422
    assert "Stimmt nicht" in again.text
    assert "Alles doppelt" in again.text
    wrong = _send(anna, csrf, "propose", what="", form="Ticket", hours="bald", newest="0")
    assert wrong.status_code == 422
    assert 'value="Ticket"' in wrong.text
    assert 'value="bald"' in wrong.text
    assert _send(anna, csrf, "propose", what="Der Vorgang", hours="4", newest="0").status_code == 303
    declined = _send(bert, csrf, "decline", number="1", side="to", reason="")
    assert declined.status_code == 422
    assert _send(bert, csrf, "accept", number="1", side="to").status_code == 303
    assert _send(bert, csrf, "accept", number="1", side="to").status_code == 409
    page = bert.get(PAGE).text
    assert "Anna" in page
    assert "Der Vorgang" in page


@SQLITE
def test_who_has_no_say_reads_only(shop, csrf):
    dora = shop.client("Dora")
    page = dora.get(PAGE).text
    assert "/propose" not in page
    token = csrf(dora.get("/profile").text)
    for act in ("say", "propose"):
        sent = dora.post(f"{PAGE}/{act}", data={"csrf_token": token, "what": "Ich", "newest": "0", "edits": "0"})
        assert sent.status_code == 403
    assert dora.get("/seams/entstoerung/aaa..ddx").status_code == 404


@SQLITE
def test_the_process_shows_whether_there_is_an_agreement(shop, app):
    address = "/processes/entstoerung"
    dora, stranger = shop.client("Dora"), app.test_client()
    assert PAGE in dora.get(address, headers=GERMAN).text
    for _again in range(2):
        page = dora.get(address).text
    assert 'class="bp-seam bad"' in page
    seen = stranger.get(address).text
    assert "bp-seam" in seen
    assert PAGE not in seen
    shop.doing("Anna", propose, shop.at, TERMS)
    assert 'class="bp-seam warn"' in dora.get(address).text
    shop.doing("Bert", accept, shop.at, 1, TO)
    assert 'class="bp-seam good"' in dora.get(address).text
    assert "bp-seam good" not in stranger.get(address).text


def test_a_release_that_takes_a_step_away_makes_the_seam_past(shop):
    company = shop.company
    shop.doing("Anna", propose, shop.at, TERMS)
    shop.doing("Bert", accept, shop.at, 1, TO)
    entry = company.session.get(Entry, shop.process)
    lines = agreements_touched(company.session, shop.actor("Carla"), [entry])
    assert [line.count for line in lines] == [1]  # archiving it, say
    same = shop.now_has([*STEPS, step("eee", function="techniker")], Intent.DRAFT)
    entry = company.session.get(Entry, shop.process)
    assert [line.count for line in agreements_touched(company.session, shop.actor("Carla"), [entry])] == [0]
    assert same is not None
    shorter = [each for each in STEPS if each["key"] != "ccc"]
    revision = shop.now_has(shorter, Intent.DRAFT)
    entry = company.session.get(Entry, shop.process)
    lines = agreements_touched(company.session, shop.actor("Carla"), [entry])
    assert [line.count for line in lines] == [1]
    shop.release(revision)
    client = shop.client("Dora")
    assert PAGE not in client.get("/seams/?show=all").text
    past = client.get(PAGE)
    assert past.status_code == 200
    assert "Die Hotline übergibt den Vorgang" in past.text
    shop.now_has(STEPS)
    assert "Die Hotline übergibt den Vorgang" in client.get(PAGE).text
    assert PAGE in client.get("/seams/?show=agreed").text


def test_a_department_counts_its_seams_with_neighbours(shop, app):
    page = shop.client("Dora").get("/departments/technik", headers=GERMAN).text
    assert "/seams/?department=technik" in page
    assert "1 offen von 1" in page
    assert "/seams/" not in app.test_client().get("/departments/technik").text


@SQLITE
def test_the_number_of_queries_does_not_grow(shop, runtime):
    client = shop.client("Dora")
    shop.another_process("Ablauf")
    with count_queries(runtime.engine) as few:
        client.get("/seams/")
    for number in range(4):
        shop.another_process(f"Ablauf {number}")
    with count_queries(runtime.engine) as many:
        page = client.get("/seams/").text
    with count_queries(runtime.engine) as again:
        client.get("/seams/")
    assert "ablauf-3" in page
    assert again.selects < few.selects == many.selects


def test_the_departments_are_told(shop):
    shop.doing("Carla", propose, shop.at, TERMS)
    ids = shop.company.ids
    session = shop.company.session
    matter = wired(session, Matters).by_name["seam_proposed"]
    event = shop.event("seam.proposed")
    told = list(matter.told(session, event))
    assert [each.person_ids for each in told] == [{ids["Anna"], ids["Bert"]}]
    assert isinstance(event, Taken)
    shop.doing("Anna", accept, shop.at, 1, FROM)
    told = list(wired(session, Matters).by_name["seam_accepted"].told(session, shop.event("seam.accepted")))
    assert [each.person_ids for each in told] == [{ids["Carla"]}]
    shop.doing("Bert", accept, shop.at, 1, TO)
    told = list(wired(session, Matters).by_name["seam_agreed"].told(session, shop.event("seam.agreed")))
    assert [each.person_ids for each in told] == [{ids["Anna"], ids["Carla"]}]
