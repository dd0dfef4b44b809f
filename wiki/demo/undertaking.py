"""What signals, initiatives and tasks of the sample company are told with: acts of the services, by name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

from sqlalchemy import select

from wiki.change.keeping import Line
from wiki.change.keeping import finish as keep_done
from wiki.core.db import wired
from wiki.demo.year import Scene
from wiki.entries import payload as payloads
from wiki.entries import queries
from wiki.entries.kinds import Kinds
from wiki.entries.models import Entry
from wiki.entries.release import Manner, content_of, release
from wiki.entries.service import Edit, Intent, create, save
from wiki.entries.telling import Telling
from wiki.initiatives import planning, team
from wiki.initiatives.closing import Closing, check_again, close
from wiki.initiatives.measuring import Measured, measure
from wiki.initiatives.models import Initiative, Milestone, Recheck
from wiki.initiatives.service import Report, newest_report, report
from wiki.signals.models import Signal
from wiki.signals.outcome import taken_up
from wiki.signals.service import Place, SignalData
from wiki.signals.service import report as report_signal
from wiki.signals.sightings import Seen, see_again
from wiki.signals.whys import Analysis, Because, explain
from wiki.tasks import needs
from wiki.tasks.models import Task
from wiki.tasks.moving import finish, move
from wiki.tasks.service import create as create_task
from wiki.tasks.values import Move, Subject, TaskData

CX_MANAGER, EDITOR = "Cornelia Weiß", "Miriam Vogt"
Cells = Mapping[str, Any]


@dataclass(frozen=True)
class Chore:
    """A task: who does it, when it begins and is due in days from then, how far it is by now, what it needs first."""

    title: str
    who: str
    category: str = ""
    days: int = 14
    state: str = ""
    after: str = ""
    waits_for: str = ""
    text: str = ""
    items: tuple[str, ...] = ()
    repeat: str = ""


def signal(scene: Scene, who: str, where: str, words: Cells, times: int | None = None, days: int = 14) -> Signal:
    """Somebody reports something that was seen `times` in the last `days`."""
    at = scene.place(where)
    data = SignalData(**words, times=times, seen_from=scene.day(days))
    return report_signal(scene.session, scene.actor(who), data, Place(at.entry_id, at.step_key))


def signal_called(scene: Scene, title: str) -> Signal:
    """The signal with this title."""
    return scene.session.scalars(select(Signal).where(Signal.title == title)).one()


def seen_again(scene: Scene, who: str, title: str, times: int, note: str = "", days: int = 14) -> None:
    """It was seen more."""
    seen = Seen(times, scene.day(days), scene.today, "employees", note)
    see_again(scene.session, scene.actor(who), signal_called(scene, title).id, seen)


def asked_why(scene: Scene, who: str, title: str, whys: Sequence[tuple[str, str]], cause: str) -> None:
    """Somebody has asked why until the root cause was found."""
    found = signal_called(scene, title)
    analysis = Analysis(tuple(Because(*each) for each in whys), cause, found.edits)
    explain(scene.session, scene.actor(who), found.id, analysis)


def initiative(scene: Scene, content: Cells, signals: Sequence[str] = ()) -> Initiative:
    """An initiative, released, that takes up these signals."""
    kind = wired(scene.session, Kinds).get("initiative")
    cleaned, problems = payloads.clean(kind, dict(content))
    if problems:
        raise RuntimeError("; ".join(f"{each.where}: {each.message}" for each in problems))
    edit = Edit(cleaned, note="Mit der Leitung besprochen.", intent=Intent.RELEASE)
    made = create(scene.session, scene.actor(EDITOR), kind, edit).entry
    for title in signals:
        taken_up(scene.session, scene.actor(CX_MANAGER), signal_called(scene, title), made.id)
    return cast(Initiative, made)


def initiative_at(scene: Scene, slug: str) -> Initiative:
    """The initiative at this address."""
    return cast(Initiative, scene.entry("initiative", slug))


def crew(scene: Scene, slug: str, sponsor: str, lead: str, *members: str) -> None:
    """Who takes part."""
    number, actor = initiative_at(scene, slug).id, scene.actor(CX_MANAGER)
    for part, name in (("sponsor", sponsor), ("lead", lead), *(("member", name) for name in members)):
        team.join(scene.session, actor, number, scene.person(name).id, part)


def told_how(scene: Scene, slug: str, who: str, stage: str, light: str, reason: str) -> None:
    """Somebody writes down how it goes."""
    number = initiative_at(scene, slug).id
    seen = newest_report(scene.session, number)
    report(scene.session, scene.actor(who), number, Report(stage, light, reason, seen.id if seen else 0))


def milestones(scene: Scene, slug: str, who: str, *goals: tuple[str, int, bool]) -> None:
    """(title, days from now, whether it is reached) each."""
    for title, days, reached in goals:
        data = planning.MilestoneData(title, scene.day(-days), reached)
        planning.set_milestone(scene.session, scene.actor(who), initiative_at(scene, slug).id, data)


def chores(scene: Scene, slug: str, who: str, *tasks: Chore) -> None:
    """Tasks of an initiative, some of them done or begun by now."""
    subject = Subject(initiative_id=initiative_at(scene, slug).id if slug else None)
    for each in tasks:
        data = TaskData(each.title, each.text, each.category, scene.person(each.who).id, scene.day(max(0, -each.days)),
                        scene.day(-each.days), each.repeat, each.items)  # fmt: skip
        made = create_task(scene.session, scene.actor(who), data, subject)
        if each.after:
            needs.add(scene.session, scene.actor(who), made.id, task_called(scene, each.after).id)
        if each.state:
            move(scene.session, scene.actor(each.who), made.id, Move(each.state, waits_for=each.waits_for))


def reached(scene: Scene, slug: str, who: str, *titles: str) -> None:
    """These milestones are behind them."""
    number = initiative_at(scene, slug).id
    for row in scene.session.scalars(select(Milestone).where(Milestone.initiative_id == number)):
        if row.title in titles:
            data = planning.MilestoneData(row.title, row.due, is_reached=True)
            which = planning.Which(row.id, row.edits)
            planning.set_milestone(scene.session, scene.actor(who), number, data, which)


def over(scene: Scene, slug: str, who: str, model: type[Line]) -> None:
    """Everything of this sort in the change plan is done: messages, trainings, resistance."""
    number = initiative_at(scene, slug).id
    for row_id in scene.session.scalars(select(model.id).where(model.initiative_id == number)).all():
        keep_done(scene.session, scene.actor(who), number, model, row_id)


def task_called(scene: Scene, title: str) -> Task:
    """The task with this title."""
    return scene.session.scalars(select(Task).where(Task.title == title)).one()


def did(scene: Scene, *titles: str) -> None:
    """Whoever does these tasks has done them."""
    for title in titles:
        task = task_called(scene, title)
        finish(scene.session, scene.actor(task.assignee.name if task.assignee else CX_MANAGER), task)


def changed(
    scene: Scene, where: str, texts: Cells, note: str, belongs_to: str, departments: Sequence[str] = (), word: str = ""
) -> None:
    """A new version of an entry, or of one of its steps, released for an initiative; these departments are told."""
    at = scene.place(where)
    entry = scene.session.get_one(Entry, at.entry_id)
    head = queries.head(scene.session, entry.id)
    if head is None:
        raise RuntimeError(f"{where} has no version")
    content = dict(content_of(wired(scene.session, Kinds).of(entry), head))
    if at.step_key:
        content["steps"] = [_edited(step, texts) if step["key"] == at.step_key else step for step in content["steps"]]
    else:
        content = _edited(content, texts)
    saved = save(scene.session, scene.actor(EDITOR), entry, Edit(content, head.number, note=note))
    choice = "departments" if departments else "watchers" if word else "nobody"
    telling = Telling(choice, tuple(scene.department(each).id for each in departments), word)
    manner = Manner(telling=telling, belongs_to=initiative_at(scene, belongs_to).id)
    if saved.revision is None:
        raise RuntimeError(f"{where} says so already")
    release(scene.session, scene.actor(CX_MANAGER), saved.revision, manner)


def _edited(content: Cells, texts: Cells) -> dict[str, Any]:
    """With these texts instead; None takes one away."""
    return {name: text for name, text in {**content, **texts}.items() if text is not None}


def measured(scene: Scene, slug: str, who: str, value: str, cases: int | None, source: str) -> None:
    """A value on the way."""
    data = Measured(Decimal(value), scene.today, cases, source)
    measure(scene.session, scene.actor(who), initiative_at(scene, slug).id, data)


def closed(scene: Scene, slug: str, who: str, value: str, cases: int | None, source: str, reason: str) -> None:
    """Closed with its effect."""
    number = initiative_at(scene, slug).id
    seen = newest_report(scene.session, number)
    effect = Measured(Decimal(value), scene.today, cases, source)
    close(scene.session, scene.actor(who), number, Closing(reason, effect, newest=seen.id if seen else 0))


def checked(scene: Scene, slug: str, who: str, days: int, value: str, cases: int | None, source: str) -> None:
    """The effect was measured again so many days after closing."""
    number = initiative_at(scene, slug).id
    query = select(Recheck).where(Recheck.initiative_id == number, Recheck.days == days, Recheck.outcome == "")
    found = scene.session.scalars(query).one()
    data = Measured(Decimal(value), scene.today, cases, source)
    check_again(scene.session, scene.actor(who), number, found.id, data)
