"""What results can be narrowed to, how many there are of each, and how it is taken back."""

import re
from html import unescape
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.conftest import Stock
from tests.helpers import count_queries
from tests.search.conftest import Library, term
from tests.search.test_api import ask
from tests.search.test_pages import PROCESS
from wiki.access.permissions import ANYBODY
from wiki.core.analysis import stem
from wiki.entries import lifecycle
from wiki.entries.models import Entry
from wiki.entries.rights import PUBLISHED, readable
from wiki.people.models import Department
from wiki.search.columns import Columns
from wiki.search.facets import Filters, Groups

GUIDELINE = {"title": {"de": "Vorgang regeln"}, "department": "kundenservice"}


def fill(library: Library) -> list[int]:
    """Five released entries about a Vorgang, one archived and one that nobody may find."""
    with library.writing() as session:
        names: dict[str, Any] = {"name_de": "Kundenservice", "name_en": "Customer service"}
        session.add(Department(slug="kundenservice", sort_key="kundenservice", **names))
    ids = [
        library.release("term", term("Vorgang A", "case A", field_of_action="steer")),
        library.release("term", term("Vorgang B", field_of_action="steer")),
        library.release("term", term("Vorgang C", field_of_action="design")),
        library.release("guideline", GUIDELINE),
        library.release("process", {**PROCESS, "title": {"de": "Vorgang D"}, "department": "kundenservice"}),
        library.release("term", term("Vorgang E")),
        library.release("term", term("Vorgang F")),
    ]
    library.act(ids[5], lifecycle.archive)
    library.act(ids[6], lifecycle.delete)
    return ids


def links(page: str) -> dict[str, str]:
    """Name and count of each value of the facets → address."""
    beside = page.split('class="facets facets-beside"')[1].split("</nav>", maxsplit=1)[0]
    found = re.findall(r'href="([^"]+)"[^>]*><span>([^<]+)</span>.*?<span class="count">(\d+)</span>', beside)
    return {f"{name} {count}": unescape(url) for url, name, count in found}


def test_counts_say_what_each_choice_would_leave(library: Library, visitor: FlaskClient) -> None:
    fill(library)
    for _indexed in range(2):
        assert ask(visitor, q="Vorgang")["facets"] == {
            "kind": {"term": 3, "guideline": 1, "process": 1},
            "status": {"released": 5, "archived": 1},
            "field": {"steer": 2, "design": 1},
            "department": {"kundenservice": 2},
            "language": {"de": 5, "en": 1},
        }
        narrowed = ask(visitor, q="Vorgang", kind="term", field="steer")
        assert narrowed["total"] == 2
        assert narrowed["facets"]["field"] == {"steer": 2, "design": 1}
        assert narrowed["facets"]["kind"] == {"term": 2}
        assert narrowed["facets"]["department"] == {}
        library.work()


def test_every_link_leads_to_as_many_as_it_says(library: Library, visitor: FlaskClient) -> None:
    fill(library)
    library.work()
    addresses = links(visitor.get("/search?q=vorgang").text)
    assert {"Glossar 3", "Prozesse 1", "Richtlinien 1", "Archiviert 1", "Kundenservice 2", "Englisch 1"} <= set(
        addresses
    )
    for name, address in addresses.items():
        page = visitor.get(address).text
        assert page.count('class="found-head"') == int(name.rpartition(" ")[2]), name


def test_a_choice_is_taken_back(library: Library, visitor: FlaskClient) -> None:
    fill(library)
    page = visitor.get("/search?q=vorgang&kind=term&department=kundenservice&lang=en").text
    assert 'class="found-head"' not in page
    chosen = page.split('class="chips chosen"')[1].split("</ul>")[0]
    addresses = [unescape(each) for each in re.findall(r'<a href="([^"]+)"', chosen)]
    assert addresses == [
        "/search?q=vorgang&department=kundenservice&lang=en",
        "/search?q=vorgang&kind=term&lang=en",
        "/search?q=vorgang&kind=term&department=kundenservice",
        "/search?q=vorgang",
    ]
    assert visitor.get(addresses[-1]).text.count('class="found-head"') == 5


def test_the_department_is_shown_and_named_in_the_readers_language(library: Library, visitor: FlaskClient) -> None:
    fill(library)
    visitor.set_cookie("cxwiki_language", "en")
    [guideline] = ask(visitor, q="regeln")["results"]
    assert guideline["department"] == "Customer service"
    assert "Customer service" in visitor.get("/search?q=regeln").text


def test_changes_show_in_the_counts_at_once(library: Library, visitor: FlaskClient, stock: Stock) -> None:
    ids = fill(library)
    assert ask(visitor, q="Vorgang")["facets"]["kind"]["term"] == 3
    library.act(ids[0], lifecycle.delete)
    library.act(ids[5], lifecycle.unarchive)
    library.change(ids[1], term("Vorgang B", "case B", field_of_action="design"))
    for person in (visitor, stock.client("employee"), stock.client("administrator")):
        found = ask(person, q="Vorgang")["facets"]
        assert found["kind"] == {"term": 3, "guideline": 1, "process": 1}
        assert found["status"] == {"released": 5}
        assert found["field"] == {"design": 2}
        assert found["language"] == {"de": 5, "en": 1}


def test_columns_read_only_what_changed(library: Library) -> None:
    ids = fill(library)
    columns = Columns()
    with library.reading() as session:
        table = columns.table(session)
        assert Groups.of(table, ids).total(Filters(status="all")) == 6
        assert stem("Vorgang") in columns.words(session)
    with library.reading() as session, count_queries(library.runtime.engine) as counted:
        assert columns.table(session) is table
        columns.words(session)
    assert counted.selects == 2, counted.statements
    library.change(ids[2], term("Ereignis"))
    with library.reading() as session:
        assert stem("Ereignis") in columns.words(session)
        assert Groups.of(columns.table(session), ids).total(Filters(field="design")) == 0


def test_many_results_come_in_pages(library: Library, visitor: FlaskClient) -> None:
    for number in range(23):
        library.release("term", term(f"Vorgang {number:02}"))
    library.work()
    titles = []
    for page in (1, 2, 3):
        shown = visitor.get(f"/search?q=vorgang&page={page}").text
        titles += re.findall(r"<mark>Vorgang</mark> (\d\d)</a>", shown)
    assert len(set(titles)) == len(titles) == 23
    assert visitor.get("/search?q=vorgang&page=9").text.count('class="found-head"') == 3


@pytest.mark.parametrize("role", ["employee", "editor", "administrator"])
def test_everybody_may_read_what_is_published(library: Library, stock: Stock, role: str) -> None:
    """What the counts rest on: rights that tell published entries apart must go into the columns."""
    fill(library)
    with library.reading() as session:
        published = select(func.count()).select_from(Entry).where(Entry.status.in_(PUBLISHED))
        everybody = [ANYBODY, stock.actor(session, role)]
        assert [session.scalar(published.where(readable(actor))) for actor in everybody] == [6, 6]
