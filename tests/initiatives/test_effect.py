"""From the first value to an effect that holds, or does not: closing, re-checks with their tasks, opening again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from helpers import SQLITE
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from wiki.core import clock
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.entries.kinds import Kinds
from wiki.entries.numbers import Number, canonical, read_number, typed
from wiki.entries.payload import clean
from wiki.initiatives import closing
from wiki.initiatives.chart import Point, drawn
from wiki.initiatives.closing import Closing, check_again, close
from wiki.initiatives.figures import MISSED, REACHED, Figure, Value, wilson
from wiki.initiatives.measuring import Measured, measure
from wiki.initiatives.models import (
    AMBER,
    CHECKING,
    CLOSED,
    GREEN,
    HELD,
    LEAD,
    LOST,
    RED,
    RUNNING,
    VOID,
    Recheck,
)
from wiki.initiatives.service import Report, newest_report, report, start
from wiki.initiatives.team import join
from wiki.signals.models import SETTLED, TAKEN_UP, Signal
from wiki.signals.service import SignalData, taken_up
from wiki.signals.service import report as report_signal
from wiki.tasks.models import DONE, DROPPED, OPEN, Task


def later(days):
    """Noon, so many days from now."""
    return datetime.now(UTC).replace(hour=12) + timedelta(days=days)


def _places(error):
    return [each.where for each in error.value.problems]


def _closing(change, effect=None, **more):
    newest = newest_report(change.company.session, change.id)
    return Closing("Alle Teams arbeiten so.", effect, newest=newest.id, **more)


def _rechecks(change):
    change.company.session.rollback()
    return list(change.company.session.scalars(select(Recheck).order_by(Recheck.id)))


def _tasks(change):
    change.company.session.rollback()
    return list(change.company.session.scalars(select(Task).where(Task.origin.like("recheck:%")).order_by(Task.id)))


def _signal(change):
    def make(session):
        signal = report_signal(session, change.actor("Carla"), SignalData("complaints", "Niemand ruft zurück"))
        taken_up(session, change.actor("Carla"), signal, change.id)
        return signal.id

    return change.company.writing(make)


def _state_of(change, signal_id):
    change.company.session.rollback()
    return change.company.session.get(Signal, signal_id).state


def test_an_effect_that_holds_ends_the_initiative(change):
    signal, company = _signal(change), change.company
    change.doing("Lena", close, _closing(change, change.value("92.5")))
    now = change.now
    assert (now.stage, now.light, now.closed_on) == (CHECKING, GREEN, company.today)
    assert _state_of(change, signal) == SETTLED
    first, second = _rechecks(change)
    assert [each.days for each in (first, second)] == [30, 90]
    assert all(0 <= (each.due - company.today).days - each.days <= 2 for each in (first, second))
    tasks = _tasks(change)
    assert [each.due for each in tasks] == [first.due, second.due]
    assert [(each.assignee_id, each.origin) for each in tasks] == [
        (company.ids["Lena"], f"recheck:{first.id}"), (company.ids["Lena"], f"recheck:{second.id}"),
    ]  # fmt: skip
    assert all(each.due.weekday() < 5 and each.initiative_id == change.id for each in tasks)
    page = change.client("Max").get(f"/tasks/{tasks[0].id}").text
    assert "/initiatives/rueckrufe-halten/effect" in page
    change.doing("Carla", join, company.ids["Max"], LEAD)
    assert {each.assignee_id for each in _tasks(change)} == {company.ids["Max"]}
    with clock.frozen(later(31)):
        change.doing("Max", check_again, first.id, change.value("91", on=company.today))
        with pytest.raises(Conflict):
            change.doing("Max", check_again, first.id, change.value("91", on=company.today))
    assert [each.state for each in _tasks(change)] == [DONE, OPEN]
    assert change.now.stage == CHECKING
    with clock.frozen(later(91)):
        change.doing("Max", check_again, second.id, change.value("90", on=company.today))
    assert (change.now.stage, [each.outcome for each in _rechecks(change)]) == (CLOSED, [HELD, HELD])
    assert change.now.effect == 90


def test_a_missed_target_opens_the_initiative_again(change):
    signal, company = _signal(change), change.company
    change.doing("Lena", close, _closing(change, change.value("92.5")))
    first = _rechecks(change)[0]
    with clock.frozen(later(31)):
        change.doing("Max", check_again, first.id, change.value("71.5", on=company.today))
    now = change.now
    assert (now.stage, now.light, now.closed_on) == (RUNNING, RED, None)
    assert "71" in newest_report(company.session, change.id).reason
    assert [each.outcome for each in _rechecks(change)] == [LOST, VOID]
    assert [each.state for each in _tasks(change)] == [DONE, DROPPED]
    assert _state_of(change, signal) == TAKEN_UP
    names = (
        company.session.execute(text("SELECT name FROM event WHERE name LIKE 'initiative.%' ORDER BY id"))
        .scalars()
        .all()
    )
    assert names[-2:] == ["initiative.checked", "initiative.reopened"]
    change.doing("Lena", close, _closing(change, change.value("93")))  # closing again plans anew
    assert [each.outcome for each in _rechecks(change)] == [LOST, VOID, "", ""]


@SQLITE
def test_what_cannot_be_closed_so(change):
    company = change.company
    for data, places in (
        (_closing(change), ["value"]),
        (_closing(change, change.value("92", cases=None)), ["cases"]),
        (_closing(change, change.value("192")), ["value"]),
        (_closing(change, change.value("92"), why_not="Beides"), ["why_not"]),
        (_closing(change, Measured(None, None, 0, "")), ["value", "cases", "measured_on", "source"]),
        (_closing(change, change.value("92", on=company.today + timedelta(1))), ["measured_on"]),
        (Closing("", change.value("92")), ["reason", "reason"]),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            change.doing("Lena", close, data)
        assert _places(refused) == places
    for name in ("Max", "Dora"):
        with pytest.raises(Forbidden):
            change.doing(name, close, _closing(change, change.value("92")))
    assert change.now.stage == RUNNING
    assert not _tasks(change)


@SQLITE
def test_closing_below_the_target_or_without_a_value_leaves_the_signal_open(change):
    signal = _signal(change)
    change.doing("Lena", close, _closing(change, why_not="Die Zahlen kommen im Frühjahr."))
    assert (change.now.stage, change.now.light, change.now.why_no_effect) == (
        CHECKING, AMBER, "Die Zahlen kommen im Frühjahr.",
    )  # fmt: skip
    assert _state_of(change, signal) == TAKEN_UP
    newest = newest_report(change.company.session, change.id).id
    change.doing("Lena", report, Report(RUNNING, AMBER, "Doch noch nicht.", newest))
    assert [each.state for each in _tasks(change)] == [DROPPED, DROPPED]
    assert change.now.why_no_effect == ""


@SQLITE
def test_without_a_target_it_is_over_with_a_reason(change):
    aimless = replace(change, id=change.company.entry("initiative", "Ohne Ziel"))
    aimless.doing("Carla", start, "Los")
    with pytest.raises(Invalid) as refused:
        aimless.doing("Carla", close, _closing(aimless, change.value("5")))
    assert "value" in _places(refused)
    assert aimless.doing("Carla", close, _closing(aimless, why_not="Eine Vorarbeit.")) == []
    assert (aimless.now.stage, aimless.now.light) == (CLOSED, "")


@SQLITE
@pytest.mark.parametrize("step", ["written", "_plan", "settle_of", "record"])
def test_whatever_stops_between_two_steps_leaves_it_open(change, monkeypatch, step):
    def stop(*_arguments, **_named):
        raise RuntimeError("killed")

    monkeypatch.setattr(closing, step, stop)
    with pytest.raises(RuntimeError):
        change.doing("Lena", close, _closing(change, change.value("92.5")))
    assert (change.now.stage, change.now.effect, _rechecks(change), _tasks(change)) == (RUNNING, None, [], [])


@SQLITE
def test_values_on_the_way_count_by_their_day(change):
    today = change.company.today
    change.doing("Max", measure, change.value("75", on=today))
    change.doing("Max", measure, change.value("70", on=today - timedelta(20)))
    assert (change.now.effect, change.now.effect_on) == (75, today)
    with pytest.raises(Forbidden):
        change.doing("Dora", measure, change.value("99"))


def test_the_interval_is_that_of_wilson():
    # Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3
    for cases, hits, low, high in (
        (263, 81, 0.2553, 0.3662),
        (148, 15, 0.0624, 0.1605),
        (20, 0, 0, 0.1611),
        (29, 1, 0.0061, 0.1718),
    ):
        found = wilson(100 * hits / cases, cases)
        assert (round(found.low / 100, 4), round(found.high / 100, 4)) == (low, high)


@given(st.floats(0, 100), st.integers(1, 10**6))
def test_an_interval_holds_its_value_within_0_and_100(percent, cases):
    found = wilson(percent, cases)
    assert 0 <= found.low <= percent + 1e-9
    assert percent - 1e-9 <= found.high <= 100


def test_values_are_compared_in_the_direction_that_is_better():
    less = Figure({}, "share", "lower", Value(40), 20)
    assert [less.verdict(value) for value in (20, 20.1, None)] == [REACHED, MISSED, ""]
    assert [less.way(value) for value in (40, 30, 10, 50)] == [0, 50, 100, 0]
    assert not less.is_certain(Value(18, cases=40))
    assert less.is_certain(Value(8, cases=400))


@given(st.lists(st.floats(-1e9, 1e9), min_size=1, max_size=6), st.none() | st.floats(-1e9, 1e9))
def test_every_value_is_drawn_within_the_picture(values, target):
    day = clock.today("UTC")
    chart = drawn([Point(day + timedelta(index), each) for index, each in enumerate(values)], target, None)
    assert all(0 <= dot.y <= chart.height and 0 <= dot.x <= chart.width for dot in chart.dots)
    assert len(chart.grid) < 20


@SQLITE
def test_numbers_are_typed_with_comma_or_point_and_kept_exactly(app):
    for raw, kept in (
        ("12,5", "12.5"),
        ("12.50", "12.5"),
        (" −3 ", "-3"),
        ("100", "100"),
        ("-0,0", "0"),
        (12.5, "12.5"),
        (7, "7"),
    ):
        problems = []
        assert Number(name="x", label="x").clean(raw, "x", problems) == kept
        assert problems == []
    for wrong in ("1.234,5", "1 000", "zwölf", "1e5", "²", "9" * 12, "1,23456", True):
        problems = []
        assert Number(name="x", label="x").clean(wrong, "x", problems) is None
        assert len(problems) == 1
    assert canonical(Decimal("0.00")) == "0"
    assert read_number("") is None
    with app.test_request_context(headers={"Accept-Language": "de"}):
        assert typed("12.5") == "12,5"


@SQLITE
def test_a_figure_needs_its_parts(app):
    kind = app.extensions["cxwiki"].wiring.get(Kinds).get("initiative")
    for raw, places in (
        ({"target": "5"}, ["figure", "unit"]), ({"baseline_on": "2026-01-01"}, ["baseline"]),
        ({"figure": {"de": "x"}, "unit": "share", "target": "120"}, ["target"]),
        ({"figure": {"de": "x"}, "unit": "days", "baseline": "3", "target": "5", "better": "lower"}, ["target"]),
        ({"figure": {"de": "x"}, "unit": "days", "baseline": "3", "target": "3"}, []),
    ):  # fmt: skip
        _content, problems = clean(kind, {"title": {"de": "T"}, **raw})
        assert [each.where for each in problems] == places
