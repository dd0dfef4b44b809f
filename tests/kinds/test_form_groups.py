"""The many fields of a step stand in groups, each under its heading, none missing."""

import re
from collections.abc import Callable

from conftest import Stock

from wiki.processes.fields import STEPS


def test_every_field_of_a_step_stands_under_a_heading_once() -> None:
    members = [field.name for title, fields in STEPS.groups for field in fields if title]
    assert sorted(members) == sorted(field.name for field in STEPS.fields)


def test_the_form_shows_the_groups_with_their_headings(stock: Stock, csrf: Callable[[str], str]) -> None:
    client = stock.client("editor")
    token = csrf(client.get("/processes/new").text)
    page = client.post("/processes/new", data={"csrf_token": token, "base_revision": "0", "add": "steps"}).text
    groups = dict(re.findall(r'<fieldset class="group"><legend>(.*?)</legend>(.*?)</fieldset>', page, re.DOTALL))
    assert [str(title) in groups for title in ("Der Schritt selbst", "Wer es tut", "Warten und Brüche")] == [True] * 3
    assert 'name="steps-0-promise_hours"' in groups["Erwartung und Zusage"]
    assert 'name="steps-0-lane"' not in groups["Erwartung und Zusage"]
    assert 'name="steps-0-lane"' in groups["Der Schritt selbst"]
