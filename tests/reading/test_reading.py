"""Read confirmation as people meet it: marking, reading, what changed since, heads, numbers, and nothing while off."""

import copy

import pytest
from conftest import csrf_of
from helpers import SQLITE, count_queries
from helpers_notify import work
from sqlalchemy import select, text

from wiki.access.permissions import SYSTEM
from wiki.core.db import wired
from wiki.entries import payload as payloads
from wiki.entries import queries
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, save
from wiki.notify.models import InboxItem
from wiki.people import switches
from wiki.reading.models import SWITCH, Confirmation

pytestmark = SQLITE


@pytest.fixture
def service(company):
    company.person("Leiterin", "", "manager")
    company.department("Service", "Leiterin")
    company.department("Lager")
    for name in ("Anna", "Bert", "Dora", "Emma", "Finn"):
        company.person(name, "Service")
    company.person("Carl", "Lager")
    company.person("Cora", "", "cx_manager")
    company.person("Rita", "", "editor")
    return company


@pytest.fixture
def process(service):
    return service.process("Retoure", "Service", "Annehmen", "Buchen")


def _on(company, on=True):
    company.writing(lambda session: switches.turn(session, SYSTEM, SWITCH, on))


def _as(stock, name):
    client = stock.sign_in(f"{name.lower()}@example.org")
    client.get("/preferences?language=en&next=/")
    return client


def _post(client, address, page="", **data):
    return client.post(address, data={"csrf_token": csrf_of(client.get(page or address).text), **data})


def _bind(service, chief, process, **data):
    wanted = {
        "everybody": "departments",
        "department_ids": [str(service.ids["Service"])],
        "within_days": "10",
        "edits": "0",
    }
    answer = _post(chief, f"/reading/require/{process}", **{**wanted, **data})
    assert answer.status_code == 303, answer.text


def _draft(service, process, first_step, intent=Intent.DRAFT):
    """A draft in which the first step is called otherwise."""

    def write(session):
        entry = session.get(Entry, process)
        kind = wired(session, Kinds).of(entry)
        head = queries.head(session, process)
        content = copy.deepcopy(dict(head.payload))
        content["steps"][0]["title"] = {"de": first_step, "en": first_step}
        cleaned, problems = payloads.clean(kind, content)
        assert not problems
        save(session, SYSTEM, entry, Edit(cleaned, base_number=head.number, intent=intent))

    service.writing(write)


def _release_as(client, number, **data):
    page = f"/processes/retoure/revisions/{number}/release"
    return _post(client, page, **data)


def test_nothing_of_it_while_it_is_off(service, stock, runtime, process):
    chief = _as(stock, "Cora")
    for address in ("/reading/", "/reading/entries", f"/reading/require/{process}", f"/reading/{process}"):
        assert chief.get(address).status_code == 404
    assert "/reading/" not in chief.get("/processes/retoure").text
    _on(service)
    for _twice in range(2):
        assert f"/reading/require/{process}" in chief.get("/processes/retoure").text
    _bind(service, chief, process)
    anna = _as(stock, "Anna")
    assert "Please confirm by" in anna.get("/processes/retoure").text
    work(runtime)
    asked = select(InboxItem.done_at).where(InboxItem.matter == "reading_asked")
    assert set(service.session.scalars(asked)) == {None}
    _on(service, on=False)
    assert "Please confirm by" not in anna.get("/processes/retoure").text
    work(runtime)
    service.session.rollback()
    assert None not in service.session.scalars(asked).all(), "nobody's inbox asks for it any more"
    assert anna.get("/reading/").status_code == 404


def test_from_marking_to_what_changed_since(service, stock, session, process):
    _on(service)
    chief, page = _as(stock, "Cora"), f"/reading/require/{process}"
    refused = _post(chief, page, everybody="departments", within_days="x", why="The law says so", edits="0")
    assert refused.status_code == 422
    assert "The law says so" in refused.text
    assert "Please say whom it binds" in refused.text
    _bind(service, chief, process, why="The law says so", again_months="12")
    assert _post(chief, page, everybody="everybody", within_days="10", edits="0").status_code == 422, "overtaken"
    anna, carl = _as(stock, "Anna"), _as(stock, "Carl")
    assert "Please confirm by" not in carl.get("/processes/retoure").text
    assert "The law says so" in anna.get("/processes/retoure").text
    listed = anna.get("/reading/").text
    assert "for the first time" in listed
    assert "to be read" in listed
    whole = anna.get(f"/reading/{process}").text
    assert "Annehmen" in whole
    assert "I have read it" in whole
    assert f"/reading/{process}/begin" in whole
    _post(anna, f"/reading/{process}/begin", f"/reading/{process}")
    assert "begun" in anna.get("/reading/").text
    assert _post(anna, f"/reading/{process}", number="1").status_code == 303
    assert "You have confirmed version 1" in anna.get("/processes/retoure").text
    assert "Retoure" in anna.get("/reading/confirmed").text
    assert "Retoure" in anna.get("/reading/confirmed.csv").text
    assert _post(carl, f"/reading/{process}", "/reading/", number="1").status_code == 403

    _draft(service, process, "Annehmen und prüfen")
    rita = _as(stock, "Rita")
    release = rita.get("/processes/retoure/revisions/2/release").text
    assert "Who confirms again" in release
    assert "fewer than five people have confirmed it" in release
    assert "6 people are asked" not in release
    assert "Whoever it binds in some departments" in release
    wrong = _release_as(rita, 2, ask_again="departments")
    assert wrong.status_code == 422
    assert "Please choose at least one department." in wrong.text
    assert _release_as(rita, 2, ask_again="everybody", tell_message="Now with a check").status_code == 303
    asked = anna.get(f"/reading/{process}").text
    assert "What changed since you confirmed it" in asked
    assert "Now with a check" in asked
    assert "<ins>" in asked, "just the difference"
    assert "Buchen" not in asked
    assert "See what changed, and confirm" in anna.get("/processes/retoure").text
    late = _post(anna, f"/reading/{process}", number="1")
    assert late.status_code == 303
    assert "There is a newer version" in anna.get(f"/reading/{process}").text
    _post(anna, f"/reading/{process}", number="2")
    assert "Nothing to confirm" in anna.get("/reading/").text
    session.rollback()
    assert [each.number for each in session.scalars(select(Confirmation).order_by(Confirmation.id))] == [1, 2]

    _draft(service, process, "Annehmen und sorgfältig prüfen")
    assert _release_as(rita, 3, ask_again="nobody").status_code == 303
    assert "Nothing to confirm" in anna.get("/reading/").text, "the releaser decided"
    assert "See what changed" not in anna.get("/processes/retoure").text
    assert "sorgfältig" in anna.get(f"/reading/{process}").text, "whoever looks sees it all the same"

    _draft(service, process, "Prüfen", Intent.REVIEW)
    session.rollback()
    waiting = f"/review/release?revision={queries.head(session, process).id}"
    assert "Everybody it binds, unless the change is minor" in chief.get(waiting).text
    sent = {"revision": str(queries.head(session, process).id), "ask_again": "", "tell": "watchers"}
    assert _post(chief, "/review", waiting, **sent).status_code == 303
    assert "changed since you confirmed version 2" in anna.get("/reading/").text, "several at once ask, too"


def test_heads_see_open_or_done_and_others_numbers(service, stock, session, runtime, process):
    _on(service)
    chief = _as(stock, "Cora")
    _bind(service, chief, process)
    for name in ("Anna", "Bert"):
        _post(_as(stock, name), f"/reading/{process}", number="1")
    head = _as(stock, "Leiterin")
    with count_queries(runtime.engine) as few:
        people = head.get("/reading/people?state=all").text
    assert "Anna" in people
    assert "Emma" in people
    assert "Carl" not in people
    assert "Emma" not in head.get("/reading/people?state=done").text
    assert "Emma" not in _as(stock, "Rita").get("/reading/people").text
    other = service.process("Umtausch", "Service", "Annehmen")
    _bind(service, chief, other)
    with count_queries(runtime.engine) as more:
        assert "Umtausch" in head.get("/reading/people?state=all").text
    assert more.selects == few.selects
    counts = chief.get(f"/reading/require/{process}").text
    assert "2 of 5" in counts
    assert "Anna" not in counts
    _bind(service, head, other, everybody="everybody", edits="1")
    assert "0 of 9" in chief.get(f"/reading/require/{other}").text
    beside = head.get(f"/reading/require/{other}").text
    assert "0 of" not in beside, "whoever knows five by name is not told of the four others, either"
    foreign = service.process("Einlagern", "Lager", "Stellen")
    assert head.get(f"/reading/require/{foreign}").status_code == 403
    _bind(service, chief, foreign, department_ids=[str(service.ids["Lager"])])
    assert "fewer than five people" in chief.get(f"/reading/require/{foreign}").text
    assert "do not agree" not in chief.get(f"/reading/require/{process}").text
    session.rollback()
    with pytest.raises(RuntimeError, match="never changed"):
        service.writing(lambda inner: setattr(inner.scalar(select(Confirmation)), "number", 9))
    session.rollback()
    service.writing(lambda inner: inner.execute(text("UPDATE reading_confirmation SET number = 7 WHERE id = 1")))
    assert "1 confirmation does not agree with the record" in chief.get(f"/reading/require/{process}").text
    ended = _post(chief, f"/reading/require/{process}/end", f"/reading/require/{process}", edits="1")
    assert ended.status_code == 303
    assert "Please confirm by" not in _as(stock, "Emma").get("/processes/retoure").text
    assert "Retoure" in _as(stock, "Anna").get("/reading/confirmed").text, "what was confirmed stays"
