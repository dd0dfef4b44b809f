"""Reporting, triage, five whys, sightings, and what an initiative makes of signals."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from wiki.access.permissions import SYSTEM
from wiki.core import changes
from wiki.core.audit import AuditRow
from wiki.core.consumers import Taken
from wiki.core.db import wired
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.core.matters import Matters
from wiki.core.outbox import Event
from wiki.signals import found, sightings, triage, whys
from wiki.signals.frequency import by_month, figures_of
from wiki.signals.here import open_at
from wiki.signals.listing import Asked, alike, by_entry, numbers, ranked
from wiki.signals.models import Sighting, Signal
from wiki.signals.service import Place, SignalData, reopen_of, report, settle_of, taken_up
from wiki.signals.sightings import Seen
from wiki.signals.triage import Words
from wiki.signals.whys import Analysis, Because

DATA = SignalData("complaints", "Niemand ruft zurück", "Kunden rufen wieder an", times=12)


def _signal(hotline, number) -> Signal:
    hotline.company.session.rollback()
    return hotline.company.session.get_one(Signal, number)


def _report(hotline, name="Emil", data=DATA, place=None, **named):
    at = place or Place(hotline.process, "zus")
    return hotline.doing(name, lambda session, actor: report(session, actor, data, at, **named).id)


def _problems(error) -> set[str]:
    return {each.where for each in error.value.problems}


def test_a_report_is_checked_and_counted_where_it_was_seen(hotline):
    session, day = hotline.company.session, hotline.company.today
    with pytest.raises(Invalid) as error:
        _report(hotline, data=SignalData(
            "rubbish", "", "Max: 0171 2345678", source="rubbish", severity="x", times=0,
            seen_from=day + timedelta(days=2), seen_until=day + timedelta(days=1),
        ))  # fmt: skip
    wanted = {"title", "sort", "severity", "source", "times", "seen_from", "seen_until", "no_customer_data"}
    assert _problems(error) == wanted
    before = changes.current(session)
    number = _report(hotline)
    session.rollback()
    assert changes.since(session, before) == {hotline.process}  # only the page of the process is made anew
    assert open_at(session, hotline.process) == {"zus": 1}
    hotline.doing("Emil", sightings.see_again, number, Seen(3))
    session.rollback()
    assert changes.current(session) == before + 1  # no page shows how often
    assert figures_of(session, [number], day)[number].recent == 15
    once = Place(hotline.process, "zus", origin="break:1:zus")
    assert _report(hotline, place=once) == _report(hotline, "Carla", place=once)


def test_who_decides_and_what_becomes_of_a_signal(hotline):
    first, second = _report(hotline), _report(hotline, "Dora")
    with pytest.raises(Forbidden):
        hotline.doing("Emil", triage.examine, first, 0)
    hotline.doing("Anna", triage.examine, first, 0)  # head of the department the process belongs to
    with pytest.raises(Conflict):
        hotline.doing("Carla", triage.examine, second, 7)
    with pytest.raises(Invalid) as error:
        hotline.doing("Carla", triage.answer, first, " ", 0)
    assert _problems(error) == {"answer"}
    with pytest.raises(Forbidden):
        hotline.doing("Emil", triage.reword, first, Words("Anders", "", "complaints", edits=1))
    hotline.doing("Dora", triage.reword, second, Words("Meine Worte", "", "question", "critical"))
    assert (_signal(hotline, second).title, _signal(hotline, second).severity) == ("Meine Worte", "")
    hotline.doing("Carla", triage.mark_duplicate, second, first, 1)
    with pytest.raises(Invalid):
        hotline.doing("Carla", triage.mark_duplicate, first, second, 1)  # stands for itself already
    day = hotline.company.today
    session = hotline.company.session
    assert figures_of(session, [first], day)[first].total == 24
    hotline.doing("Dora", sightings.see_again, second, Seen(1))
    assert session.scalar(select(Sighting.signal_id).order_by(Sighting.id.desc())) == first
    assert open_at(session, hotline.process) == {"zus": 1}
    hotline.doing("Carla", triage.answer, first, "Ab Mai mit Rückruf", 1)
    assert open_at(session, hotline.process) == {}
    hotline.doing("Carla", triage.examine, second, 2)
    assert _signal(hotline, second).duplicate_of_id is None
    assert [each.id for each in alike(session, _signal(hotline, first))] == [second]


def test_an_answer_without_evidence_is_a_guess_and_no_answer_is_skipped(hotline):
    number = _report(hotline)
    with pytest.raises(Invalid) as error:
        hotline.doing("Carla", whys.explain, number, Analysis((Because(""), Because("x")), "y" * 2001))
    assert _problems(error) == {"whys-0-answer", "root_cause"}
    because = (Because("Keine Wiedervorlage", "Stichprobe von 30 Fällen"), Because("Das CRM kennt keine"))
    hotline.doing("Carla", whys.explain, number, Analysis(because, "Zusagen stehen nirgends"))
    signal = _signal(hotline, number)
    assert (signal.state, signal.root_cause) == ("examined", "Zusagen stehen nirgends")
    assert [bool(each.evidence) for each in whys.of_signal(hotline.company.session, number)] == [True, False]
    with pytest.raises(Invalid) as error:
        hotline.doing("Anna", whys.explain, number, Analysis((), "Anders", edits=0))
    assert _problems(error) == {"root_cause"}  # somebody else has written meanwhile


def test_an_initiative_settles_its_signals_and_opens_them_again(hotline):
    number, session = _report(hotline), hotline.company.session
    initiative = hotline.company.entry("initiative", "Rückruf")
    with pytest.raises(Conflict):
        hotline.doing("Carla", lambda s, actor: taken_up(s, actor, s.get_one(Signal, number), hotline.process))
    with pytest.raises(Forbidden):
        hotline.doing("Emil", lambda s, actor: taken_up(s, actor, s.get_one(Signal, number), initiative))
    for _again in range(2):
        hotline.doing("Carla", lambda s, actor: taken_up(s, actor, s.get_one(Signal, number), initiative))
    assert hotline.company.writing(lambda s: settle_of(s, SYSTEM, initiative)) == 1
    assert (_signal(hotline, number).state, open_at(session, hotline.process)) == ("settled", {})
    assert hotline.company.writing(lambda s: settle_of(s, SYSTEM, initiative)) == 0
    assert hotline.company.writing(lambda s: reopen_of(s, SYSTEM, initiative)) == 1
    session.rollback()
    assert open_at(session, hotline.process) == {"zus": 1}
    names = session.scalars(select(Event.name).where(Event.name.startswith("signal.")).order_by(Event.id)).all()
    assert names == ["signal.reported", "signal.taken_up", "signal.settled", "signal.reopened"]


def test_the_most_pressing_stand_first(hotline):
    day = hotline.company.today
    often = _report(hotline, data=SignalData("question", "Oft", times=50))
    severe = _report(hotline, data=SignalData("break_point", "Schwer", times=20, severity="critical"))
    past = day - timedelta(days=100)
    long_ago = _report(hotline, data=SignalData("other", "Lange her", times=900, seen_until=past), place=Place())
    session = hotline.company.session
    session.rollback()
    for order, wanted in (
        ("pressing", [severe, often, long_ago]), ("often", [often, severe, long_ago]), ("oldest", [often, severe, long_ago])
    ):  # fmt: skip
        assert ranked(session, Asked(order=order), day) == wanted, order
    assert numbers(session, Asked(departments=("hotline",)))["waiting"] == 2
    assert numbers(session, Asked(words="sCHWER"))["all"] == 1
    assert [(each.entry_id, each.number, each.recent) for each in by_entry(session, Asked(), day)] == [
        (hotline.process, 2, 70), (None, 1, 0),
    ]  # fmt: skip
    spread = Sighting(seen_from=day - timedelta(days=60), seen_until=day, times=61)
    months = by_month([spread], day)
    assert (sum(each.times for each in months), len(months), months[-1].times) == (61, 12, day.day)


def test_what_the_libraries_know_is_taken_up_once_and_names_no_one(hotline):
    session = hotline.company.session
    carla = hotline.actor("Carla")
    (broken,) = found.found_in(session, carla, found.BREAKS, "de")
    assert (broken.text, broken.severity, broken.step) == ("Niemand ruft zurück.", "critical", "Zusage")
    (made,) = hotline.doing("Carla", found.take_up, found.BREAKS, [broken.origin, "break:1:x"], "de")
    assert (made.sort, made.step_key, made.severity) == ("break_point", "zus", "critical")
    assert hotline.doing("Anna", found.take_up, found.BREAKS, [broken.origin], "de") == []
    with pytest.raises(Forbidden):
        hotline.doing("Emil", found.take_up, found.BREAKS, [broken.origin], "de")


def test_a_sighting_is_taken_back_by_who_told_it_but_never_the_last(hotline):
    number = _report(hotline)
    second = hotline.doing("Dora", lambda s, a: sightings.see_again(s, a, number, Seen(2)).id)
    with pytest.raises(Forbidden):
        hotline.doing("Emil", sightings.take_back, number, second)
    hotline.doing("Dora", sightings.take_back, number, second)
    (left,) = hotline.company.session.scalars(select(Sighting.id).where(Sighting.signal_id == number))
    with pytest.raises(Forbidden):
        hotline.doing("Carla", sightings.take_back, number, left)


def _told(hotline, number, at=-1) -> dict[str, set[str]]:
    """Who is told by the matters of the newest event of the signal."""
    session = hotline.company.session
    session.rollback()
    happened = session.scalars(select(Event).where(Event.name.startswith("signal.")).order_by(Event.id)).all()[at]
    taken = Taken(
        0, happened.id, happened.name, happened.occurred_at, happened.actor_id, happened.entry_id, happened.data, 1
    )
    names = {key: name for name, key in hotline.company.ids.items() if name != "Hotline"}
    found = {}
    for matter in wired(session, Matters).of_event(happened.name):
        people = {names[person] for told in matter.told(session, taken) for person in told.person_ids}
        found[matter.name] = people
    return found


def test_who_decides_hears_of_it_and_who_noticed_hears_what_became_of_it(hotline):
    number = _report(hotline, nameless=True)
    assert _told(hotline, number) == {"signal_reported": {"Anna"}}
    hotline.doing("Emil", triage.reword, number, Words("Anders gesagt", "", "complaints"))
    acts = select(AuditRow.actor).where(AuditRow.subject == f"signal:{number}")
    assert set(hotline.company.session.scalars(acts)) == {None}  # the record names nobody either
    _report(hotline, data=SignalData("missing", "Ohne Ort"), place=Place())
    assert _told(hotline, number) == {"signal_reported": {"Carla"}}
    other = _report(hotline, "Dora")
    hotline.doing("Carla", triage.mark_duplicate, other, number, 0)
    assert _told(hotline, other) == {"signal_known": {"Dora"}}
    hotline.doing("Anna", sightings.see_again, number, Seen(1))
    hotline.doing("Carla", triage.answer, number, "Ab Mai", 1)
    assert _told(hotline, number) == {"signal_answered": {"Emil", "Dora", "Anna"}}
