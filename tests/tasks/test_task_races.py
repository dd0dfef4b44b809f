"""Two people at the same moment: no circle, no second task of a series, no lost change."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from sqlalchemy import func, select

from wiki.core.db import begin_write
from wiki.core.errors import WikiError
from wiki.tasks import needs, service
from wiki.tasks.models import DONE, OPEN, Task, TaskNeed
from wiki.tasks.values import Move


def _at_once(plan, runtime, acts):
    """Do the acts in sessions of their own, begun together; says which were refused."""
    ready = Barrier(len(acts))
    actor = plan.actor("Lena")
    plan.company.session.rollback()

    def run(act):
        ready.wait()
        with runtime.sessions() as session:
            begin_write(session)
            try:
                act(session, actor)
            except WikiError as error:
                session.rollback()
                return str(error.message)
            session.commit()
        return ""

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_needs_added_at_once_close_no_circle(plan, runtime):
    one, two, three, four = (plan.task(each) for each in ("1", "2", "3", "4"))
    plan.need(two, three)
    plan.need(four, one)
    refused = _at_once(
        plan, runtime,
        [lambda session, actor: needs.add(session, actor, one, two), lambda session, actor: needs.add(session, actor, three, four)],
    )  # fmt: skip
    assert sorted(bool(each) for each in refused) == [False, True]
    assert plan.company.session.scalar(select(func.count()).select_from(TaskNeed)) == 3


def test_moved_at_once_where_ranks_are_near_nobody_waits_for_another(plan, runtime):
    tasks = [plan.task(str(number)) for number in range(5)]

    def crowd(session):
        for number, each in enumerate(tasks):
            session.get_one(Task, each).rank = 1 + number * 1e-9

    def below(number):
        other = tasks[(number + 2) % 5]
        return lambda session, actor: service.move(session, actor, tasks[number], Move(OPEN, other))

    plan.company.writing(crowd)
    assert _at_once(plan, runtime, [below(number) for number in range(5)]) == [""] * 5
    plan.move(tasks[0], OPEN, after_id=tasks[1])
    ranks = plan.company.session.scalars(select(Task.rank)).all()
    assert max(ranks) - min(ranks) > 1


def test_finished_twice_at_once_makes_one_of_a_series(plan, runtime):
    task = plan.task("Jede Woche", repeat="weekly", due=plan.company.today)
    refused = _at_once(plan, runtime, [lambda session, actor: service.move(session, actor, task, Move(DONE))] * 3)
    assert refused == ["", "", ""]
    assert plan.company.session.scalar(select(func.count()).where(Task.follows_id == task)) == 1


def test_one_of_two_takes_what_nobody_does(plan, runtime):
    task = plan.task("Wer?")
    found = {name: plan.actor(name) for name in ("Lena", "Max")}
    refused = _at_once(
        plan, runtime,
        [lambda session, _actor, who=who: service.take(session, who, task) for who in found.values()],
    )  # fmt: skip
    assert sorted(bool(each) for each in refused) == [False, True]
