"""Leads who are gone, drafts that signals belong to, numbers that return: what nobody thinks of until it happens."""

from datetime import timedelta

import pytest
from helpers import SQLITE

from wiki.access.permissions import SYSTEM
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid
from wiki.entries import payload as payloads
from wiki.entries.kinds import Kinds
from wiki.entries.lifecycle import delete, purge
from wiki.entries.models import Entry
from wiki.entries.service import Edit, Intent, create
from wiki.initiatives.closing import Closing, check_again, close
from wiki.initiatives.models import LEAD, STOPPED
from wiki.initiatives.service import Report, newest_report
from wiki.initiatives.service import report as steer
from wiki.initiatives.team import join
from wiki.people.models import Person
from wiki.signals.models import EXAMINED, Signal
from wiki.signals.outcome import taken_up
from wiki.signals.service import SignalData, report
from wiki.signals.tying import tie, tie_new
from wiki.tasks.bulk import Wish, change_several
from wiki.tasks.models import DONE, DROPPED, Task
from wiki.tasks.service import move
from wiki.tasks.values import Move

pytestmark = SQLITE


def _leaves(change, name):
    yesterday = change.company.today - timedelta(days=1)
    person = change.company.ids[name]
    change.company.writing(lambda session: setattr(session.get_one(Person, person), "last_day", yesterday))


def test_an_initiative_is_closed_although_its_lead_is_gone(change):
    for name in ("Lena", "Dora"):
        _leaves(change, name)
    seen = newest_report(change.company.session, change.id)
    planned = change.doing("Carla", close, Closing("Fertig.", change.value("95"), newest=seen.id))
    tasks = [change.company.session.get_one(Task, each.task_id) for each in planned]
    assert [each.assignee_id for each in tasks] == [None, None]
    with pytest.raises(Invalid) as refused:
        change.doing("Carla", join, change.company.ids["Dora"], LEAD)
    assert [each.where for each in refused.value.problems] == ["person"]


def test_what_asks_for_a_value_is_not_ticked_off(change):
    seen = newest_report(change.company.session, change.id)
    first, _second = change.doing("Carla", close, Closing("Fertig.", change.value("95"), newest=seen.id))
    task = first.task_id
    lena = change.actor("Lena")
    for state in (DONE, DROPPED):
        for act in (
            lambda session, state=state: move(session, lena, task, Move(state)),
            lambda session, state=state: change_several(session, lena, {task: 0}, Wish(state=state)),
        ):
            with pytest.raises((Conflict, Invalid), match="Wirkung"):
                change.company.writing(act)
            change.company.session.rollback()
    change.doing("Lena", check_again, first.id, change.value("95"))
    change.company.session.rollback()
    assert change.company.session.get_one(Task, task).state == DONE


def test_the_file_of_signals_names_no_draft(change):
    company, carla = change.company, change.actor("Carla")

    def begin(session):
        signal = report(session, carla, SignalData("complaints", "Niemand ruft zurück"))
        kind = wired(session, Kinds).get("initiative")
        for title in ("Geheimer Umbau", "Wer später kommt, nimmt niemandem etwas weg"):
            content, _problems = payloads.clean(kind, {"title": {"de": title}})
            made = create(session, carla, kind, Edit(content, intent=Intent.DRAFT)).entry
            tie_new(session, carla, str(signal.id), made)

    company.writing(begin)
    address = "/signals/?show=taken_up&format=csv"
    assert "geheimer" in change.client("Carla").get(address).text.lower()
    told = change.client("Dora").get(address).text.lower()
    assert "niemand ruft zurück" in told
    assert "geheimer" not in told


def test_signals_belong_to_what_is_not_over_and_wait_again_when_it_is_removed_for_good(change):
    company, carla = change.company, change.actor("Carla")
    first, second = (
        company.writing(lambda session, title=title: report(session, carla, SignalData("complaints", title)).id)
        for title in ("Niemand ruft zurück", "Nochmals")
    )
    company.writing(lambda session: tie(session, carla, first, change.id, 0))
    change.doing("Carla", steer, Report(STOPPED, "", "Kein Geld.", newest_report(company.session, change.id).id))
    with pytest.raises(Invalid):
        company.writing(lambda session: tie(session, carla, second, change.id, 0))
    with pytest.raises(Conflict):
        company.writing(lambda session: taken_up(session, carla, session.get_one(Signal, second), change.id))
    company.session.rollback()
    for act in (delete, purge):
        company.writing(lambda session, act=act: act(session, SYSTEM, session.get_one(Entry, change.id)))
    signal = company.session.get_one(Signal, first)
    assert (signal.state, signal.initiative_id) == (EXAMINED, None)
