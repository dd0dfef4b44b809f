"""The pages of requests: lists, one package, answers and sending by plain forms."""

import pytest
from asking import House


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
