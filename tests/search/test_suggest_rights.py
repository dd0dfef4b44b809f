"""While typing nobody is offered what they may not read, and nobody learns of people who is not signed in."""

import pytest
from flask.testing import FlaskClient

from tests.conftest import Stock
from tests.helpers import count_queries
from tests.search.conftest import Library, term
from tests.search.suggesting import offered, titles
from wiki.access.permissions import SYSTEM
from wiki.core.db import wired
from wiki.entries import lifecycle, service
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit
from wiki.entries.watching import toggle
from wiki.people.models import Person
from wiki.people.service import PersonData, deactivate_person, edit_person


def test_people_are_offered_to_the_signed_in_alone(stock: Stock, library: Library, visitor: FlaskClient) -> None:
    stock.make("Änne von Överbeck")
    employee = stock.client("employee")
    for text in ("änne", "aenne", "over", "ÖVERBECK", "von änne", "anne v"):
        found = titles(employee, text) if text not in ("over", "anne v") else ["Änne von Överbeck"]
        assert found == ["Änne von Överbeck"], text
        assert offered(visitor, text) == offered(visitor, text, kind="person") == []
    [one] = offered(employee, "änne", kind="person")
    assert (one["kind"], one["url"]) == ("person", f"/people/{stock.ids['Änne von Överbeck']}")
    assert offered(employee, "%") == offered(employee, "_nne") == []


def test_who_left_or_was_renamed_is_gone_at_once(stock: Stock, library: Library) -> None:
    employee, person_id = stock.client("employee"), stock.make("Berta Bleibt")
    assert titles(employee, "berta") == ["Berta Bleibt"]
    with library.writing() as session:
        person = session.get_one(Person, person_id)
        edit_person(session, SYSTEM, person, PersonData("Clara Bleibt", person.email))
    assert (titles(employee, "berta"), titles(employee, "clara")) == ([], ["Clara Bleibt"])
    with library.writing() as session:
        deactivate_person(session, SYSTEM, session.get_one(Person, person_id))
    assert titles(employee, "clara") == []


def test_a_slip_is_not_looked_for_where_somebody_is_called_so(stock: Stock, library: Library) -> None:
    library.release("term", term("Berthe Becken"))
    employee = stock.client("employee")
    assert titles(employee, "bertha beck") == ["Berthe Becken"]
    stock.make("Bertha Becker")
    assert titles(employee, "bertha beck") == ["Bertha Becker"]


def test_drafts_are_offered_to_nobody(library: Library, stock: Stock, visitor: FlaskClient) -> None:
    entry_id = library.release("term", term("Bekanntes"))
    with library.writing() as session:
        kind = wired(session, Kinds).get("term")
        hidden, _problems = payloads.clean(kind, term("Geheimnis"))
        service.create(session, SYSTEM, kind, Edit(hidden))
        entry = session.get_one(kind.model, entry_id)
        service.save(session, SYSTEM, entry, Edit(hidden, entry.latest_number))
    for client in (visitor, stock.client("editor"), stock.client("administrator")):
        assert offered(client, "geheimnis") == offered(client, "geheimnsi") == []
        assert titles(client, "bekannt") == ["Bekanntes"]


def test_a_former_title_is_found_by_all_and_named_to_the_signed_in(
    library: Library, stock: Stock, visitor: FlaskClient
) -> None:
    entry_id = library.release("process", {"title": {"de": "Altvorgang"}, "steps": []})
    library.change(entry_id, {"title": {"de": "Neuvorgang"}, "steps": []})
    [stranger] = offered(visitor, "altvorg")
    assert (stranger["label"], stranger["note"]) == ("Neuvorgang", "")
    assert "Altvorgang" not in str(stranger)
    [employee] = offered(stock.client("employee"), "altvorg")
    assert (employee["label"], employee["note"]) == ("Neuvorgang", "früher „Altvorgang“")
    library.change(entry_id, {"title": {"de": "Altvorgang"}, "steps": []})
    [again] = offered(stock.client("employee"), "altvorg")
    assert (again["label"], again["note"]) == ("Altvorgang", "")


def test_watched_entries_stand_first_while_nothing_is_typed(
    library: Library, stock: Stock, visitor: FlaskClient
) -> None:
    ids = [library.release("term", term(name)) for name in ("Eins", "Zwei", "Drei")]
    employee = stock.client("employee")
    with library.writing() as session:
        actor = stock.actor(session, "employee")
    for entry_id in (ids[0], ids[2]):
        with library.writing() as session:
            toggle(session, actor, session.get_one(Entry, entry_id))
    assert titles(employee, "") == ["Drei", "Eins"]
    assert titles(employee, "", kind="entry") == ["Drei", "Eins"]
    assert offered(employee, "", kind="person") == offered(visitor, "") == offered(stock.client("editor"), "") == []
    library.act(ids[2], lifecycle.archive)
    assert titles(employee, "") == ["Eins"]


@pytest.mark.parametrize(("text", "most"), [("vorgang", 3), ("", 2), ("vrogang", 3)])
def test_the_queries_do_not_grow(library: Library, stock: Stock, text: str, most: int) -> None:
    """The number of the newest change, the entries found, the people; the session's own is one more."""
    employee = stock.client("employee")
    library.release("term", term("Vorgang A"))
    offered(employee, text)
    with count_queries(library.runtime.engine) as few:
        offered(employee, text)
    for letter in "BCDEFGHIJKLMNO":
        library.release("term", term(f"Vorgang {letter}"))
        stock.make(f"Vorgang Person {letter}")
    offered(employee, text)
    with count_queries(library.runtime.engine) as many:
        offered(employee, text)
    assert many.selects == few.selects <= most + 1
