"""Switches: off until the administration turns them on; everybody is told, in the inbox and above every page."""

import pytest
from helpers import SQLITE, count_queries
from helpers_notify import work
from sqlalchemy import select

from wiki.core.errors import Conflict, Forbidden
from wiki.core.outbox import Event
from wiki.notify.models import InboxItem
from wiki.people import switch_news, switches
from wiki.people.models import Person
from wiki.people.rights import actor_of
from wiki.people.switches import Switch, Switches


@pytest.fixture(autouse=True)
def known(runtime):
    """Two switches of which the second needs the first."""
    runtime.wiring.add(
        Switches(
            {
                "reading": Switch("reading", "Read confirmation", "Your head sees it.", "Nothing more is asked."),
                "reading_verified": Switch("reading_verified", "Verified", "Heads verify.", needs="reading"),
            }
        )
    )


def test_one_needs_the_other_and_each_change_is_told_once(change, session, stock):
    emil, ada = stock.make("Emil"), stock.make("Ada", "administrator")

    def turn(name, on, who=ada, seen=None):
        change(lambda inside: switches.turn(inside, actor_of(inside, inside.get(Person, who)), name, on, seen))

    with pytest.raises(Forbidden):
        turn("reading", True, who=emil)
    with pytest.raises(Conflict):
        turn("reading_verified", True)
    turn("reading", True)
    turn("reading", True)
    turn("reading_verified", True)
    with pytest.raises(Conflict):
        turn("reading", False, seen=0)
    assert [each.switch.name for each in switch_news.unseen(session, emil)] == ["reading", "reading_verified"]
    session.rollback()
    change(lambda inside: switch_news.see(inside, emil, "reading", 99))
    turn("reading", False, seen=1)
    session.rollback()
    assert [each.on for each in switches.all_standing(session)] == [False, False]
    assert [each.changes for each in switch_news.unseen(session, emil)] == [2, 2]
    names = list(session.scalars(select(Event.name).where(Event.name.startswith("switch.")).order_by(Event.id)))
    assert names == ["switch.turned_on"] * 2 + ["switch.turned_off"] * 2
    newcomer = stock.make("Noemi")
    session.rollback()
    assert switch_news.unseen(session, newcomer) == [], "what is off is no news to who has just come"
    turn("reading", True)
    session.rollback()
    late = stock.make("Lea")
    session.rollback()
    assert [each.switch.name for each in switch_news.unseen(session, late)] == ["reading"]


@SQLITE
def test_the_administrator_is_told_what_happens_and_everybody_sees_it_until_they_say_so(
    runtime, signed_in, session, open_browser
):
    admin, reader = signed_in("administrator"), signed_in("employee")
    assert "Never switched on." in admin.get("/admin/switches").text
    page = admin.get("/admin/switches/reading").text
    assert "Your head sees it." in page
    assert "works council" in page
    assert "has been switched on" in page
    refused = admin.post("/admin/switches/reading", to="on", changes="0")
    assert refused.status_code == 422
    assert 'aria-describedby="agreed-error"' in refused.text
    assert admin.post("/admin/switches/reading", to="on", agreed="yes", changes="0").status_code == 303
    work(runtime)
    item = session.scalars(select(InboxItem).where(InboxItem.matter == "switch_turned_on")).one()
    assert item.data == {"switch": "reading"}
    session.rollback()
    notice = "“Read confirmation” has been switched on"
    assert notice in reader.get("/people/").text
    assert notice in reader.get("/inbox").text
    assert notice not in open_browser().get("/privacy").text
    assert notice not in admin.get("/privacy").text
    assert "unless you confirm it" in open_browser().get("/privacy").text
    sent = reader.post("/switches/seen", page="/people/", told=["reading:1", "none:7"], next="/people/")
    assert sent.status_code == 303
    assert sent.location == "/people/"
    with count_queries(runtime.engine) as counted:
        assert notice not in reader.get("/people/").text
    assert not [each for each in counted.statements if "switch_seen" in each and each.startswith("SELECT switch")]
    assert "Read confirmation" in admin.get("/admin/").text
    assert "is switched on here" in signed_in("auditor").get("/people/").text, "who came later is told how it stands"
    off = admin.get("/admin/switches/reading").text
    assert "Nothing more is asked." in off
    assert "works council" not in off
    assert admin.post("/admin/switches/reading", to="off", changes="1").status_code == 303
    assert "has been switched off" in reader.get("/people/").text
    work(runtime)
    told = select(InboxItem.matter).where(InboxItem.done_at.is_(None), InboxItem.matter.startswith("switch_"))
    assert set(session.scalars(told)) == {"switch_turned_off"}, "what no longer holds is no news"
