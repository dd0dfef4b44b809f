"""Read confirmation from the first version to the file: who is asked, what changed since, who sees what."""

from datetime import timedelta

import pytest
from conftest import csrf_of
from helpers import SQLITE
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.people import switches
from wiki.reading.models import SWITCH, Confirmation, ReadingDuty, RequiredReading

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def service(company):
    company.person("Leiterin", "", "manager")
    company.department("Service", "Leiterin")
    company.department("Lager")
    for name in ("Anna", "Bert"):
        company.person(name, "Service")
    company.person("Carl", "Lager")
    company.writing(lambda session: switches.turn(session, SYSTEM, SWITCH, True))
    return company


@pytest.fixture
def process(service):
    return service.process("Retoure", "Service", "Annehmen", "Buchen")


def _as(stock, name):
    client = stock.sign_in(f"{name.lower()}@example.org")
    client.get("/preferences?language=en&next=/")
    return client


def _post(client, address, page, **data):
    return client.post(address, data={"csrf_token": csrf_of(client.get(page).text), **data})


@SQLITE
def test_from_marking_to_the_difference(service, stock, process):
    chief = stock.client("cx_manager")
    chief.get("/preferences?language=en&next=/")
    page = f"/reading/require/{process}"
    assert page in chief.get("/processes/retoure").text
    refused = _post(chief, page, page, everybody="some", within_days="x", why="Because", edits="0")
    assert refused.status_code == 422
    assert "Because" in refused.text and "Please say whom it binds" in refused.text
    units = [str(service.ids["Service"])]
    done = _post(chief, page, page, everybody="some", department_ids=units, within_days="10", why="Law", edits="0")
    assert done.status_code == 303, done.text
    anna = _as(stock, "Anna")
    assert "Please confirm by" in anna.get("/processes/retoure").text
    assert "Retoure" in anna.get("/reading/").text
    whole = anna.get(f"/reading/{process}").text
    assert "Annehmen" in whole and "I have read it" in whole
    assert _post(anna, f"/reading/{process}", f"/reading/{process}", number="1").status_code == 303
    assert "You have confirmed version 1" in anna.get("/processes/retoure").text
