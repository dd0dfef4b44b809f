"""Questions at a station and the learner's answers: for the learner alone, gone when the path is finished or left.

Nothing of an answer goes into the audit chain or into an event: only the learner is to know.

A station of the sort QUESTION asks the one question written there, one of the sort CHECK asks about what was read
before it. It is done when each question was last answered rightly (`Sheet.is_done`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki.core import clock
from wiki.core.db import wired
from wiki.core.errors import Conflict, Invalid, Problem
from wiki.entries.kinds import Kinds
from wiki.entries.links import find_entry_ids
from wiki.learning.models import CHECK, READ, Answer, Enrolment
from wiki.learning.stations import Station
from wiki.learning.walk import Stop, Walk
from wiki.questions.making import questions_about
from wiki.questions.picking import asked_again
from wiki.questions.question import OWN, Option, Question, ReadOn
from wiki.questions.written import Written, written_question


@dataclass(frozen=True)
class Sheet:
    """The questions of one station with the learner's last answers, and the question that is on the page."""

    station: str
    questions: tuple[Question, ...]
    answers: Mapping[str, Answer]
    """By the question's key."""
    shown: Question | None = None
    """None where everything is answered rightly and nothing is looked at, and where no question can be made."""
    is_answered: bool = False
    """Whether `shown` was just answered: the page says how and why, and leads on."""

    @property
    def is_done(self) -> bool:
        """Whether every question was last answered rightly; so it is where there is none."""
        return self.left == 0

    @property
    def left(self) -> int:
        """How many are still to be answered rightly."""
        return len(self.questions) - sum(self.is_right(each) for each in self.questions)

    @property
    def number(self) -> int:
        """The place of the question on the page among all, from 1 on."""
        return self.questions.index(self.shown) + 1 if self.shown is not None else 0

    @property
    def comes_back(self) -> bool:
        """Whether the question on the page was answered wrongly before and is asked again."""
        return self.shown is not None and not self.is_answered and self.shown.key in self.answers

    @property
    def options(self) -> tuple[Option, ...]:
        """The answers to choose from, in another order when the question comes back."""
        if self.shown is None:
            return ()
        return asked_again(self.shown) if self.comes_back else self.shown.options

    @property
    def answer(self) -> Answer | None:
        """The answer to the question on the page, once it is given."""
        return self.answers.get(self.shown.key) if self.shown is not None and self.is_answered else None

    def is_right(self, question: Question) -> bool:
        """Whether the question was last answered rightly."""
        given = self.answers.get(question.key)
        return given is not None and given.is_right


def questions_at(session: Session, walk: Walk, station: str, language: str) -> tuple[Question, ...]:
    """The questions of the station with the key `station`. None for stations of other sorts, and where nothing can be
    asked: nothing that was read before is released."""
    stop = walk.stop(station)
    return questions_of(session, walk.slug, walk.stops, stop, language) if stop is not None else ()


def questions_of(session: Session, path: str, stops: Sequence[Stop], stop: Stop, language: str) -> tuple[Question, ...]:
    """The same for `stop`, one of the stations `stops` of the path with the slug `path`."""
    if not stop.station.asks:
        return ()
    if stop.station.sort == CHECK:
        ids = _read_before(session, [each.station for each in stops[: stop.number - 1]])
        return tuple(questions_about(session, language, ids, stop.station.questions))
    return _written(path, stop, language)


def _written(path: str, stop: Stop, language: str) -> tuple[Question, ...]:
    here, target = stop.station, stop.target
    written = Written(here.titles, here.texts, here.right, here.wrong, here.why)
    read_on = ReadOn(target.url, target.title) if target is not None else None
    question = written_question(f"{OWN}:{path}:{here.key}"[:200], written, language, read_on)
    return (question,) if question is not None else ()


def _read_before(session: Session, stations: Sequence[Station]) -> list[int]:
    """The entries read since the check before; where there are none, all that were read before."""
    checks = [index for index, each in enumerate(stations) if each.sort == CHECK]
    since = stations[checks[-1] + 1 :] if checks else stations
    read = [each for each in since if _is_read(each)] or [each for each in stations if _is_read(each)]
    addresses = list(dict.fromkeys(each.address for each in read))
    ids = find_entry_ids(session, wired(session, Kinds), addresses)
    return [ids[each] for each in addresses if each in ids]


def _is_read(station: Station) -> bool:
    return station.sort == READ and bool(station.slug)


def sheet_of(
    session: Session, enrolment: Enrolment, station: str, questions: Sequence[Question], answered: str = ""
) -> Sheet:
    """The station's questions with the answers so far. `answered`: the key of the question whose answer is looked at;
    without it the next one to answer is on the page, those not answered yet before those answered wrongly."""
    query = select(Answer).where(Answer.enrolment_id == enrolment.id, Answer.station == station)
    answers = {each.question: each for each in session.scalars(query)}
    looked_at = next((each for each in questions if each.key == answered and each.key in answers), None)
    shown = looked_at or _next(questions, answers)
    return Sheet(station, tuple(questions), answers, shown, looked_at is not None)


def _next(questions: Sequence[Question], answers: Mapping[str, Answer]) -> Question | None:
    for each in questions:
        if each.key not in answers:
            return each
    wrong = [each for each in questions if not answers[each.key].is_right]
    return min(wrong, key=lambda each: answers[each.key].answered_at, default=None)


def give_answer(
    session: Session, enrolment: Enrolment, station: str, questions: Sequence[Question], key: str, chosen: str
) -> Answer:
    """Keep that the learner chose the option `chosen` of the question `key`, instead of what was chosen before. The
    enrolment is the learner's own, held and open (`enrolling.own_held`). Raises Conflict where the question is not
    asked any more, Invalid without an answer."""
    question = next((each for each in questions if each.key == key), None)
    if question is None:
        raise Conflict(_("This question has changed meanwhile. Please go on with the next one."))
    if question.option(chosen) is None:
        raise Invalid([Problem("chosen", _("Please choose an answer."))])
    ways = (Answer.enrolment_id == enrolment.id, Answer.station == station, Answer.question == key)
    given = session.scalar(select(Answer).where(*ways))
    if given is None:
        given = Answer(enrolment_id=enrolment.id, station=station, question=key)
        session.add(given)
    given.chosen, given.is_right, given.answered_at = chosen, chosen == question.right, clock.now()
    session.flush()
    return given


def forget_answers(session: Session, enrolment_id: int) -> None:
    """Delete all answers of an enrolment: it is finished or left."""
    session.execute(delete(Answer).where(Answer.enrolment_id == enrolment_id))
