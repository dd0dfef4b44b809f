"""The pages of requests: lists, one package, answers and sending by plain forms."""

from datetime import timedelta

import pytest
from asking import House
from helpers import SQLITE, count_queries

from wiki.core import clock
from wiki.ownership import escalation, holders
from wiki.ownership.planning import Wish, plan_many


@pytest.fixture
def house(company):
    return House(company)


def test_a_package_is_answered_by_a_plain_form(house, stock, csrf):
    package = house.ask(house.anna)
    anna = stock.sign_in("anna@example.org")
    listed = anna.get("/ownership/requests")
    assert "Rita bittet Sie, für 3 Kontaktpunkte einzustehen" in listed.text
    page = anna.get(f"/ownership/requests/{package}")
    assert "2 Stunden" in page.text
    assert "Ohne Antwort geht die Anfrage am" in page.text
    first, second, third = (each.id for each in house.package(package).requests)
    data = {"csrf_token": csrf(page.text), "act": "answer", f"tick-{first}": "1", f"tick-{third}": "1"}
    wrong = anna.post(f"/ownership/requests/{package}/answer", data=data)
    assert wrong.status_code == 422
    assert f'id="reason-{second}-error"' in wrong.text
    assert house.accountable() == {}
    data[f"reason-{second}"] = "Keine Zeit"
    assert anna.post(f"/ownership/requests/{package}/answer", data=data).status_code == 303
    assert house.states(package) == ["accepted", "declined", "accepted"]
    again = anna.post(f"/ownership/requests/{package}/answer", data=data)
    assert again.status_code == 409


@SQLITE
def test_what_is_put_together_is_sent_by_plain_forms(house, stock, csrf):
    for person in (house.anna, house.bert):
        wishes = [Wish(house.places[number], "RC"[number], holders.person(person)) for number in (0, 1)]
        made = house.as_(house.rita, plan_many, wishes)
    taken_out, kept = made[0].id, made[0].package_id
    rita = stock.sign_in("rita@example.org")
    page = rita.get("/ownership/requests?show=planned").text
    assert "2 Pakete senden" in page
    one = f"/ownership/requests/{kept}"
    data = {"csrf_token": csrf(page), "note": "x" * 1001, "effort": "wenig", "due": house.company.today.isoformat()}
    wrong = rita.post(f"{one}/send", data=data)
    assert wrong.status_code == 422
    assert "x" * 1001 in wrong.text
    assert rita.post("/ownership/requests/send", data=data).status_code == 422
    assert rita.post(f"/ownership/requests/planned/{taken_out}/remove", data=data).status_code == 303
    data |= {"note": "Bitte", "due": ""}
    assert rita.post("/ownership/requests/send", data=data).status_code == 303
    assert house.states(kept) == ["asked"]
    assert stock.sign_in("anna@example.org").get(one).status_code == 404
    assert rita.post(f"{one}/withdraw", data=data).status_code == 303
    assert house.states(kept) == ["withdrawn"]


def test_the_head_decides_by_a_plain_form_what_becomes_of_it(house, runtime, stock, csrf):
    package = house.ask(house.anna)
    house.session.rollback()
    with clock.frozen(clock.now() + timedelta(days=8)):
        escalation.run(runtime.sessions)
    head = stock.sign_in("leiter@example.org")
    address = f"/ownership/requests/{package}"
    ids = [each.id for each in house.package(package).requests]
    data = {"csrf_token": csrf(head.get(address).text), "act": "pass_on", "person": str(house.bert)}
    assert head.post(f"{address}/answer", data=data).status_code == 422
    data[f"tick-{ids[0]}"] = "1"
    assert head.post(f"{address}/answer", data={**data, "person": "9" * 15}).status_code == 422
    assert head.post(f"{address}/answer", data=data).status_code == 303
    data |= {f"tick-{ids[1]}": "1", "act": "take_over"}
    assert head.post(f"{address}/answer", data=data).status_code == 409
    del data[f"tick-{ids[0]}"]
    assert head.post(f"{address}/answer", data=data).status_code == 303
    data |= {"act": "decline_all", "reason-0": "Gehört zu Marketing"}
    assert head.post(f"{address}/answer", data=data).status_code == 303
    assert house.states(package) == ["withdrawn", "accepted", "declined"]


@SQLITE
def test_pages_ask_the_same_number_of_questions_however_much_they_show(house, runtime, stock):
    anna, rita = stock.sign_in("anna@example.org"), stock.sign_in("rita@example.org")
    first = house.ask(house.anna, places=house.places[:1])
    addresses = ((anna, "/ownership/requests"), (rita, "/ownership/requests?show=area"), (anna, "/"))

    def asked():
        found = []
        for reader, address in (*addresses, (anna, f"/ownership/requests/{package}")):
            reader.get(address)
            with count_queries(runtime.engine) as counted:
                assert reader.get(address).status_code == 200
            found.append(counted.selects)
        return found

    package = first
    few = asked()
    package = house.ask(house.anna, places=house.places[1:])
    for letter in "RC":
        house.ask(house.anna, letter)
    assert asked() == few
