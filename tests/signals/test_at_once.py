"""Several people decide on signals at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from helpers import SQLITE
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from wiki.core.db import begin_write
from wiki.core.errors import WikiError
from wiki.signals import triage
from wiki.signals.models import Signal
from wiki.signals.service import SignalData, report
from wiki.signals.triage import mark_duplicate


def test_what_stands_for_others_is_no_duplicate_itself(hotline, runtime) -> None:
    one, two, three = (hotline.doing("Emil", report, SignalData("complaints", title)).id for title in "123")
    pairs = ((one, two), (two, one), (two, three), (three, one))
    actor, ready = hotline.actor("Carla"), Barrier(len(pairs))
    hotline.company.session.rollback()

    def decide(pair: tuple[int, int]) -> None:
        ready.wait()
        with runtime.sessions() as session:
            begin_write(session)
            try:
                mark_duplicate(session, actor, *pair, 0)
                session.commit()
            except WikiError:
                session.rollback()

    with ThreadPoolExecutor(len(pairs)) as pool:
        list(pool.map(decide, pairs))
    stands_for = {each.id: each.duplicate_of_id for each in hotline.company.session.scalars(select(Signal))}
    assert sum(each is not None for each in stands_for.values()) == 2
    assert all(each is None or stands_for[each] is None for each in stands_for.values())


@SQLITE
def test_who_lost_a_race_is_asked_to_repeat(hotline, monkeypatch, csrf) -> None:
    def fails(*_arguments: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("deadlock detected"))

    number = hotline.doing("Emil", report, SignalData("complaints", "Niemand ruft zurück")).id
    monkeypatch.setattr(triage, "examine", fails)
    browser = hotline.client("Carla")
    data = {"csrf_token": csrf(browser.get(f"/signals/{number}").text)}
    assert browser.post(f"/signals/{number}/examine", data=data).status_code == 409
