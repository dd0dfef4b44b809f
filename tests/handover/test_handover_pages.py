"""The pages of a hand-over: begun, proposed, answered, called off; for whom they are and how much they ask."""

from helpers import SQLITE, count_queries
from helpers_notify import work

from wiki.handover.models import ACCEPTED, ASKED, DECLINED, UNASKED, WITHDRAWN
from wiki.notify.models import InboxItem


def _visit(stock, csrf, name):
    client = stock.sign_in(f"{name.lower()}@example.org")
    token = csrf(client.get("/me").text)
    return client, lambda address, **data: client.post(address, data=data | {"csrf_token": token})


def test_a_head_begins_proposes_and_the_successor_answers(office, stock, csrf, runtime):
    office.leave("Anna", 5)
    head, send = _visit(stock, csrf, "Bert")
    begun = send("/handover/new", person_id=office.ids["Anna"])
    assert begun.status_code == 303
    number = int(begun.location.rsplit("/", 1)[1])
    assert "0 von 5 übernommen" in head.get(begun.location).text
    wrong = send(f"/handover/{number}/propose", scope="ticked", item=office.items(number)["A:Chat"].id)
    assert wrong.status_code == 422
    assert f'value="{office.items(number)["A:Chat"].id}" aria-label="Chat" checked' in wrong.text
    to_herself = send(f"/handover/{number}/propose", scope="unasked", successor_id=office.ids["Anna"])
    assert to_herself.status_code == 422
    send(f"/handover/{number}/propose", scope="department:team", successor_id=office.ids["Otto"])
    assert {each.state for each in office.package(number).items} == {ASKED}
    _, reply = _visit(stock, csrf, "Otto")
    items = office.items(number)
    reply(f"/handover/{number}/mine", **{f"answer-{items['A:Chat'].id}": "no", "reason": "Urlaub"})
    assert reply(f"/handover/{number}/mine", act="accept_all").status_code == 303
    reply(f"/handover/{number}/mine", **{f"answer-{items['A:Hotline'].id}": "no", "reason": "Keine Zeit"})
    states = {key: each.state for key, each in office.items(number).items()}
    assert states == dict.fromkeys(states, ACCEPTED) | {"A:Hotline": DECLINED}
    page = head.get(f"/handover/{number}").text
    assert "4 von 5 übernommen" in page
    assert "Keine Zeit" in page
    send(f"/handover/{number}/propose", act="retract", item=items["A:Hotline"].id)
    assert office.items(number)["A:Hotline"].state == UNASKED
    work(runtime)
    office.session.rollback()
    told = {(each.matter, each.person_id) for each in office.session.query(InboxItem)}
    assert ("handover_proposed", office.ids["Otto"]) in told
    assert {("handover_accepted", office.ids["Bert"]), ("handover_declined", office.ids["Anna"])} <= told
    assert "Anna" in stock.sign_in("otto@example.org").get("/inbox").text


@SQLITE
def test_others_learn_nothing_and_pages_ask_the_same_however_long_they_are(office, stock, csrf, runtime):
    number = office.begin(days=5)
    stranger, send = _visit(stock, csrf, "Emma")
    for address in ("", "/mine", "/protocol"):
        assert stranger.get(f"/handover/{number}{address}").status_code == 404
    for act in ("propose", "withdraw", "finish", "mine"):
        assert send(f"/handover/{number}/{act}", scope="ticked").status_code == 404
    office.propose(number, "Emma", "A:Hotline")
    assert send(f"/handover/{number}/propose", scope="unasked", successor_id=1).status_code == 403
    assert "Chat" not in stranger.get(f"/handover/{number}", follow_redirects=True).text
    head, settle = _visit(stock, csrf, "Bert")
    address = f"/handover/{number}"
    head.get(address)
    with count_queries(runtime.engine) as few:
        head.get(address)
    office.propose(number, "Otto", "A:Chat", "R:Mail", "I:Laden")
    with count_queries(runtime.engine) as many:
        head.get(address)
    assert many.selects == few.selects
    assert settle(f"{address}/withdraw").status_code == 303
    assert office.package(number).state == WITHDRAWN
    assert "abgesagt" in stranger.get(f"{address}/mine").text
