"""Groups of five and more, rounds without people, plans, notes without names, measures that become tasks."""

from datetime import timedelta

import pytest
from helpers import SQLITE
from helpers_change import ANSWERS, READER
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from wiki.change import groups, keeping, measures, messages, resistance, rounds, trainings
from wiki.change.adkar import barrier, of_answers, per_cent, read_answers, standing
from wiki.change.checking import Sure
from wiki.change.groups import GroupData
from wiki.change.measures import Taking
from wiki.change.messages import Audience, MessageData, Sender
from wiki.change.models import (
    AdkarRound,
    ChangeGroup,
    ChangeMeasure,
    ChangeMessage,
    ChangeResistance,
    ChangeTraining,
)
from wiki.change.queries import told
from wiki.change.resistance import ResistanceData
from wiki.change.rounds import PROFILE, SHARES, RoundData
from wiki.change.trainings import TrainingData
from wiki.core.errors import Forbidden, Invalid, NotFound
from wiki.core.outbox import Event
from wiki.people.departments import contents_of
from wiki.people.models import Department
from wiki.tasks.models import Task


def _wrong(call, *arguments, **other) -> set[str]:
    with pytest.raises(Invalid) as caught:
        call(*arguments, **other)
    return {each.where for each in caught.value.problems}


class TestAdkar:
    def test_the_barrier_is_the_first_element_at_three_or_lower(self) -> None:
        assert barrier((4, 3, 1, 1, 1)) == "desire"
        assert barrier((3, 5, 5, 5, 5)) == "awareness"
        assert barrier((4, 4, 5, 4, 4)) == "none"

    def test_shares_make_a_hundred(self) -> None:
        assert per_cent({"awareness": 1, "desire": 1, "none": 1}) == {
            "awareness": 34, "desire": 33, "knowledge": 0, "ability": 0, "reinforcement": 0, "none": 33,
        }  # fmt: skip
        now = of_answers(read_answers(ANSWERS, "answers")[0])
        assert (now.share("desire"), now.share("awareness"), now.held_up, now.main) == (60, 20, 80, "desire")
        assert now.means == (3.8, 3.4, 4.4, 4.4, 4.4)

    @pytest.mark.parametrize(
        ("typed", "lines", "wrong"),
        [
            ("A\tD\tK\tA\tR\r\n5;4;3;2;1\r\n\n1,2,3,4,5", [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1]], 0),
            ("Meier 5 4 3 2 1", [], 1),
            ("5 4 3 2\n5 4 3 2 6\n5 4 3 2 1,5", [], 3),
            ("5 4 3 2 ²", [], 1),
            ("", [], 0),
        ],
    )
    def test_answers_are_read_and_sorted(self, app, typed, lines, wrong) -> None:
        answers, problems = read_answers(typed.replace("\r\n", "\n"), "answers")
        assert answers == lines
        assert len(problems) == wrong


def test_groups_below_five_cannot_be_kept(team) -> None:
    for number in (None, -1, 0, 1, 4):
        assert _wrong(team.group, people=number) == {"people"}
    assert _wrong(team.group, people=5, influence=6, interest=0) == {"influence", "interest"}
    assert _wrong(team.group, department_id=None) == {"title"}
    assert _wrong(team.group, function_id=team.company.ids["Leitung"]) == {"function"}
    assert _wrong(team.group, department_id=99999, function_id=99999) == {"department", "function"}
    assert _wrong(team.group, title="Team von Ohm, Bert") == {"title"}
    with pytest.raises(Forbidden):
        team.doing(groups.save, GroupData(title="Alle", people=9, influence=1, interest=1), by=READER)
    small = ChangeGroup(initiative_id=team.initiative, title="x", people=4, influence=1, interest=1)
    with pytest.raises(IntegrityError):
        team.doing(lambda session, _actor, _initiative: (session.add(small), session.flush()))


def test_a_group_is_named_after_what_it_is(team) -> None:
    number = team.group(function_id=team.company.ids["Agent"])
    session = team.company.session
    assert session.get_one(ChangeGroup, number).name("de") == "Agent, Hotline"
    department = session.get_one(Department, team.company.ids["Hotline"])
    assert (1, "Betroffene Gruppen") in contents_of(session, department)
    data = GroupData(title="Früh", people=6, influence=1, interest=2, edits=1)
    assert team.doing(groups.save, data, number) == number
    assert _wrong(team.doing, groups.save, data, number) == {"title"}
    assert session.get_one(ChangeGroup, number).name("en") == "Früh"


def test_an_asked_round_keeps_sorted_answers_of_at_least_five(team) -> None:
    group = team.group(people=6)
    assert _wrong(team.round, group, answers="\n".join(ANSWERS.splitlines()[:4])) == {"answers"}
    assert _wrong(team.round, group, answers=f"{ANSWERS}\n{ANSWERS}") == {"answers"}
    assert _wrong(team.round, group, day=team.company.today + timedelta(days=1)) == {"day"}
    row = team.round(group)
    assert row.answers == sorted(row.answers)
    assert (row.number, row.way) == (5, "asked")
    assert _wrong(team.round, group) == {"day"}
    told_others = team.company.session.scalars(select(Event).where(Event.name == "change.round_added")).one()
    assert "answers" not in told_others.data
    team.doing(rounds.remove, group, row.id)
    assert team.company.session.scalars(select(AdkarRound)).all() == []


@SQLITE
def test_an_assessed_round_says_what_it_rests_on(team) -> None:
    group, day = team.group(), team.company.today
    shares = {"awareness": 10, "desire": 60, "none": 30}
    assert _wrong(team.round, group, sort=SHARES, shares=shares) == {"source"}
    assert _wrong(team.round, group, sort=SHARES, shares={**shares, "none": 31}, source="Gespräche") == {"share_none"}
    assert _wrong(team.round, group, sort=SHARES, shares={**shares, "none": -40}, source="S") >= {"share_none"}
    assert _wrong(team.round, group, sort=PROFILE, profile=(1, 2, 3, 4, None), source="S") == {"rating_awareness"}
    assert _wrong(team.round, group, sort="guessed", source="S") == {"sort"}
    assert _wrong(team.round, group, sort=PROFILE, profile=(5,) * 5, source="Bert Ohm sagt es") == {"source"}
    assert standing(team.round(group, sort=SHARES, shares=shares, source="Gespräche")).main == "desire"
    row = team.round(group, sort=PROFILE, profile=(4, 4, 4, 4, 4), source="Hospitation", day=day - timedelta(days=1))
    assert (row.way, standing(row).main) == ("assessed", "none")


def _message(team, **other) -> MessageData:
    known = {"text": "Wir rufen zurück", "audience": Audience("customers"), "channel": "Brief"}
    return MessageData(**{**known, "planned_on": team.company.today, **other})


def test_what_was_told_is_known_to_the_loop(team) -> None:
    group, department = team.group(title="Frühschicht"), team.company.ids["Hotline"]
    for audience in (
        Audience("customers", 3),
        Audience("group", 99),
        Audience("department"),
        Audience("all"),
        Audience(),
    ):
        assert _wrong(team.doing, messages.save, _message(team, audience=audience)) == {"audience"}
    wrong = _message(team, text="", channel="", planned_on=None, sender=Sender(person_id=99))
    assert _wrong(team.doing, messages.save, wrong) == {"text", "channel", "planned_on", "sender"}
    assert _wrong(team.doing, messages.save, _message(team, text="An kunde@example.org")) == {"no_customer_data"}
    customers = team.doing(messages.save, _message(team))
    team.doing(messages.save, _message(team, audience=Audience("group", group)))
    team.doing(messages.save, _message(team, audience=Audience("department", department), done_on=team.company.today))
    assert [each.audience for each in told(team.company.session, [team.initiative])] == ["department"]
    for _again in range(2):
        team.doing(keeping.finish, ChangeMessage, customers)
    found = told(team.company.session, [team.initiative])
    assert {(each.audience, each.name("de")) for each in found} == {("department", "Hotline"), ("customers", "")}
    assert {(each.what, each.on) for each in found} == {("Wir rufen zurück", team.company.today)}
    events = team.company.session.scalars(select(Event.name)).all()
    assert events.count("change.message_done") == 2


def test_resistance_names_nobody(team) -> None:
    group = team.group()

    def note(text: str, **other) -> int:
        return team.doing(resistance.save, ResistanceData(text, group, "desire", **other))

    for text in ("Bert Ohm ist dagegen", "OHM BERT", "Laut Lindqvist, Anna: nein"):
        assert _wrong(note, text) == {"text"}, text
    assert _wrong(note, "Es geht nicht", answer="Mit Bert Ohm reden") == {"answer"}
    assert _wrong(note, "Frau Ohm fürchtet Kontrolle") == {"no_names"}
    assert _wrong(note, "Kunde sagt 0171 2345678") == {"no_customer_data"}
    assert _wrong(note, "x", done_on=team.company.today + timedelta(days=1)) == {"done_on"}
    assert _wrong(team.doing, resistance.save, ResistanceData("x", 9999, "anger")) == {"group", "element"}
    note("Sie fürchten Kontrolle; das weiß jeder")
    number = note("Das Gesetz von Ohm gilt hier nicht", sure=Sure(no_names=True))
    team.doing(keeping.remove, ChangeResistance, number)
    assert len(team.company.session.scalars(select(ChangeResistance)).all()) == 1


def test_measures_that_fit_become_tasks_once(team) -> None:
    group = team.group()
    row = team.round(group)
    assert _wrong(team.doing, measures.take, group, row.id, Taking(["train"])) == {"measures"}
    due = team.company.today + timedelta(days=7)
    taking = Taking(["hear_out", "go_first"], team.company.ids["Anna Lindqvist"], due)
    assert len(team.doing(measures.take, group, row.id, taking)) == 2
    assert team.doing(measures.take, group, row.id, taking) == []
    tasks = team.company.session.scalars(select(Task).order_by(Task.id)).all()
    assert [(each.category, each.due, each.initiative_id) for each in tasks] == [
        ("remove_resistance", due, team.initiative), ("go_first", due, team.initiative),
    ]  # fmt: skip
    kept = team.company.session.scalars(select(ChangeMeasure.id).order_by(ChangeMeasure.id)).all()
    assert [each.origin for each in tasks] == [f"measure:{each}" for each in kept]
    with pytest.raises(NotFound):
        team.doing(measures.take, group, 9999, taking)
    with pytest.raises(Forbidden):
        team.doing(measures.take, group, row.id, taking, by=READER)


@SQLITE
def test_a_measure_of_a_new_round_is_never_the_task_of_one_that_was_removed(team) -> None:
    group = team.group()
    for code in ("hear_out", "go_first"):
        row = team.round(group)
        (made,) = team.doing(measures.take, group, row.id, Taking([code]))
        assert made.task.category == {"hear_out": "remove_resistance", "go_first": "go_first"}[code]
        team.doing(rounds.remove, group, row.id)


def test_a_group_goes_with_all_that_is_known_of_it(team) -> None:
    group = team.group()
    team.round(group)
    training = TrainingData("Rückruf zusagen", group, "classroom", team.company.today)
    assert _wrong(team.doing, trainings.save, TrainingData("", None, "dance", None)) == {
        "title", "group", "form", "planned_on",
    }  # fmt: skip
    team.doing(trainings.save, training)
    team.doing(messages.save, _message(team, audience=Audience("group", group)))
    team.doing(keeping.remove, ChangeGroup, group)
    for model in (ChangeGroup, AdkarRound, ChangeTraining, ChangeMessage):
        assert team.company.session.scalars(select(model)).all() == []
    with pytest.raises(Invalid):
        team.doing(rounds.add, team.group(), RoundData("asked", None))
