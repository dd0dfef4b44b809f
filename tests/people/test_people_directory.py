"""The directory, the pages of access roles, and what other parts ask about people."""

from wiki.access.permissions import SYSTEM, Permission
from wiki.core.db import wired
from wiki.people import functions, queries, service
from wiki.people.functions import FunctionData
from wiki.people.models import Person
from wiki.people.uses import Uses


def test_the_directory_by_name_with_search_and_department(signed_in, stock, change, tree):
    people = {name: stock.make(name) for name in ("Zoe Müller", "Ärmin Weiß", "Bea Mueller")}
    change(lambda each: setattr(each.get(Person, people["Bea Mueller"]), "department_id", tree["Nachtschicht"]))

    def holder(each):
        made = functions.create_function(each, SYSTEM, FunctionData("Beschwerdemanagerin"))
        functions.add_holder(each, SYSTEM, made, each.get(Person, people["Zoe Müller"]))

    change(holder)
    browser = signed_in("editor")

    def names(query=""):
        page = browser.get(f"/people/?{query}").text
        found = [(page.find(f">{name}</a>"), name) for name in people]
        return [name for place, name in sorted(found) if place >= 0]

    assert names() == ["Ärmin Weiß", "Bea Mueller", "Zoe Müller"]
    assert names("q=müller") == names("q=MUELLER") == ["Bea Mueller", "Zoe Müller"]
    assert names("q=weiss") == ["Ärmin Weiß"]
    assert names("q=100%25") == []
    assert names("q=beschwerde") == ["Zoe Müller"]
    assert names("department=service") == ["Bea Mueller"]
    assert "Nobody matches" in browser.get("/people/?q=xyz").text


def test_the_directory_costs_the_same_for_many(signed_in, stock, statements):
    browser = signed_in("editor")
    counts = []
    for number in (1, 12):
        for each in range(number):
            stock.make(f"Person {number} {each}")
        browser.get("/people/")
        statements.clear()
        browser.get("/people/")
        counts.append(len(statements))
    assert counts[0] == counts[1]


def test_pages_of_the_directory(signed_in, stock):
    for number in range(53):
        stock.make(f"Person {number:02}")
    browser = signed_in("editor")
    assert ">Person 52</a>" not in browser.get("/people/").text
    assert ">Person 52</a>" in browser.get("/people/?page=2").text
    for page in ("0", "-1", "99", "x", "²", "9" * 30):
        assert browser.get(f"/people/?page={page}").status_code == 200


def test_roles_are_pages(signed_in, browser):
    inside = signed_in("editor")
    page = inside.get("/roles/editor").text
    assert "<h2" in page
    assert "Create and edit entries" in page
    assert "Rita Redaktion" in page
    assert 'href="/roles/administrator"' in inside.get("/roles/").text
    assert browser.get("/roles/").location.startswith("/login")


def test_what_other_parts_ask(session, stock, tree, agent, change):
    editor, other = stock.make("Rita", "editor"), stock.make("Zoe", "editor")
    leaver = stock.make("Gone", "editor")
    change(lambda each: service.deactivate_person(each, SYSTEM, each.get(Person, leaver)))
    assert [each.id for each in queries.holders_of_permission(session, Permission.ENTRY_RELEASE)] == [editor, other]
    assert not queries.single_holder(session, Permission.ENTRY_RELEASE)
    assert queries.single_holder(session, Permission.SYSTEM_MANAGE)
    stock.make("Emil Leser")
    session.rollback()
    assert len(queries.holders_of_permission(session, Permission.COMMENT_WRITE)) == 3
    assert set(queries.people_by_id(session, [editor, None, 999])) == {editor}
    assert queries.people_by_id(session, [None]) == {}
    assert set(queries.functions_by_slug(session, ["hotline-agent", "x"])) == {"hotline-agent"}
    assert queries.function_choices(session, "en") == [(agent, "Hotline agent")]
    assert queries.find_department(session, "service").id == tree["Service"]
    assert queries.find_department(session, "nowhere") is None
    assert wired(session, Uses).department(session, tree["Service"]) == []
