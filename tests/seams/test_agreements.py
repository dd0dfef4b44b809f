"""Seams follow from the released steps; agreements hold when both departments have accepted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from wiki.core import clock
from wiki.core.db import begin_write
from wiki.core.errors import Conflict, Forbidden, Invalid
from wiki.entries.models import Entry
from wiki.ownership.linter import findings
from wiki.people.models import Absence
from wiki.seams.agreeing import Terms, accept, decline, propose
from wiki.seams.models import FROM, LOST, REPEATED, TO
from wiki.seams.open_seams import open_seams, worst_seams
from wiki.seams.saying import At, Saying, say
from wiki.seams.standing import standing

TERMS = Terms("Die Hotline übergibt den Vorgang", "Ticket", "bis mittags", 4)


def _stand(shop, day=None):
    shop.company.session.rollback()
    return {each.crossing.place[1:]: each for each in standing(shop.company.session, day)}


def _state(shop, day=None):
    return _stand(shop, day)["aaa", "ccc"].state


def _terms(what, newest):
    return Terms(what, newest=newest)


def test_seams_are_read_from_the_steps(shop):
    found = _stand(shop)
    assert {place: each.crossing.changes for place, each in found.items()} == {
        ("aaa", "ccc"): ("function", "department"),
        ("aaa", "ddd"): ("channel",),
    }
    assert [unit.slug for unit in found["aaa", "ccc"].crossing.units] == ["hotline", "technik"]
    assert not found["aaa", "ddd"].is_open
    assert [each.crossing.place for each in open_seams(shop.company.session)] == [shop.at.place]
    assert open_seams(shop.company.session, {0}) == []


def test_a_seam_without_an_agreement_is_found_missing(shop):
    session, today = shop.company.session, shop.company.today
    found = [each for each in findings(session, today) if each.rule.name == "seam"]
    assert [(each.subject.entry_id, each.subject.step_key) for each in found] == [(shop.process, "ccc")]
    assert "Hotline" in found[0].reason("de")
    assert "Technik" in found[0].reason("de")
    shop.doing("Anna", propose, shop.at, TERMS)
    shop.doing("Bert", accept, shop.at, 1, TO)
    assert not [each for each in findings(session, today, Entry.id == shop.process) if each.rule.name == "seam"]


def test_the_worst_stand_first(shop):
    assert _stand(shop)["aaa", "ccc"].severity == "minor"
    shop.doing("Anna", say, shop.at, Saying((LOST,), REPEATED, "Alles noch einmal"))
    shop.doing("Carla", say, At(shop.process, "aaa", "ddd"), Saying(("waiting",)))
    rows, counted = worst_seams(shop.company.session)
    assert [(each.crossing.place[2], each.severity) for each in rows] == [("ccc", "critical"), ("ddd", "minor")]
    assert (counted.total, counted.open, counted.without, counted.repeating) == (2, 2, 1, 1)


def test_both_departments_accept_and_a_change_asks_both_again(shop):
    made = shop.doing("Anna", propose, shop.at, TERMS)
    assert made.accepted(FROM)
    assert not made.accepted(TO)
    assert _state(shop) == "waits"
    shop.doing("Bert", accept, shop.at, 1, TO)
    assert _state(shop) == "agreed"
    shop.doing("Carla", propose, shop.at, _terms("Anders", 1))
    assert _state(shop) == "agreed"  # until both have accepted the change
    with pytest.raises(Invalid):
        shop.doing("Bert", decline, shop.at, 2, TO, " ")
    shop.doing("Bert", decline, shop.at, 2, TO, "Zu knapp")
    shop.doing("Bert", propose, shop.at, _terms("Besser", 2))
    shop.doing("Anna", accept, shop.at, 3, FROM)
    assert _stand(shop)["aaa", "ccc"].accord.number == 3


def test_what_was_agreed_on_a_day(shop):
    today = shop.company.today
    shop.doing("Anna", propose, shop.at, TERMS)
    shop.doing("Bert", accept, shop.at, 1, TO)
    with clock.frozen(clock.now() + timedelta(days=10)):
        shop.doing("Anna", propose, shop.at, _terms("Anders", 1))
        shop.doing("Bert", accept, shop.at, 2, TO)
    days = [_stand(shop, today + timedelta(days=n))["aaa", "ccc"].accord for n in (-1, 0, 9, 10)]
    assert [each.number if each else None for each in days] == [None, 1, 1, 2]


def test_only_the_head_of_a_side_accepts_for_it(shop):
    shop.doing("Carla", propose, shop.at, TERMS)
    for name, side in (("Carla", FROM), ("Dora", FROM), ("Anna", TO), ("Bert", FROM)):
        with pytest.raises(Forbidden):
            shop.doing(name, accept, shop.at, 1, side)
    for act, arguments in ((propose, TERMS), (say, Saying(()))):
        with pytest.raises(Forbidden):
            shop.doing("Dora", act, shop.at, arguments)


def test_the_deputy_accepts_while_the_head_is_away(shop):
    company, today = shop.company, shop.company.today
    shop.doing("Anna", propose, shop.at, TERMS)
    with pytest.raises(Forbidden):
        shop.doing("Dora", accept, shop.at, 1, TO)
    away = Absence(
        person_id=company.ids["Bert"], first_day=today, last_day=today, deputy_id=company.ids["Dora"]
    )  # fmt: skip
    company.writing(lambda session: session.add(away))
    shop.doing("Dora", accept, shop.at, 1, TO)
    assert _state(shop) == "agreed"


def test_nobody_overwrites_what_they_have_not_seen(shop):
    shop.doing("Anna", propose, shop.at, TERMS)
    with pytest.raises(Invalid):
        shop.doing("Bert", propose, shop.at, TERMS)
    shop.doing("Anna", say, shop.at, Saying((LOST,)))
    with pytest.raises(Invalid):
        shop.doing("Bert", say, shop.at, Saying(()))


def _all_at_once(runtime, shop, acts):
    actors = [shop.actor(name) for name, *_rest in acts]

    def run(number):
        _name, act, *arguments = acts[number]
        with runtime.sessions() as session:
            begin_write(session)
            try:
                act(session, actors[number], shop.at, *arguments)
                session.commit()
            except (Conflict, Invalid) as error:
                return type(error).__name__
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, range(len(acts))))


def test_two_accepting_at_once_put_it_in_force_once(shop, runtime):
    shop.doing("Carla", propose, shop.at, TERMS)
    acts = [("Anna", accept, 1, FROM), ("Bert", accept, 1, TO)] * 2
    assert _all_at_once(runtime, shop, acts).count("") >= 2
    assert _state(shop) == "agreed"


def test_a_change_racing_an_acceptance_leaves_one_of_both(shop, runtime):
    shop.doing("Anna", propose, shop.at, TERMS)
    found = _all_at_once(runtime, shop, [("Bert", accept, 1, TO), ("Carla", propose, _terms("Anders", 1))])
    assert found[1] == ""
    seen = _stand(shop)["aaa", "ccc"]
    if found[0]:  # the change came first: what was accepted is not what is proposed now
        assert seen.state == "waits"
    else:
        assert seen.accord.number == 1
    assert seen.proposal.number == 2
