"""ADKAR rounds: answers of a survey without names, or what somebody judged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.change.adkar import ELEMENTS, MOST_ANSWERS, PLACES, in_range, read_answers
from wiki.change.checking import UNASKED, Checks, Sure
from wiki.change.keeping import get, hold, record
from wiki.change.models import ASKED, ASSESSED, SMALLEST, AdkarRound, ChangeGroup
from wiki.core.clock import company_day
from wiki.core.errors import NotFound
from wiki.core.text import clean_line, clean_text

LONGEST_SOURCE = 300
SHARES, PROFILE = "shares", "profile"
SORTS = (ASKED, SHARES, PROFILE)
"""What a round is made of: answers · shares in per cent at each barrier · one profile for all."""


@dataclass(frozen=True)
class RoundData:
    """What is written down of a round; of `answers`, `shares` and `profile` the one that `sort` names counts."""

    sort: str
    day: date | None
    source: str = ""
    answers: str = ""
    shares: Mapping[str, int | None] = field(default_factory=dict)
    profile: tuple[int | None, ...] = ()
    sure: Sure = UNASKED


def add(session: Session, actor: Actor, initiative_id: int, group_id: int, data: RoundData) -> AdkarRound:
    """Write a round down; rounds are never changed, a wrong one is removed and entered again. Invalid says what is
    wrong."""
    hold(session, actor, initiative_id)
    group = get(session, ChangeGroup, initiative_id, group_id)
    checks, source = Checks(), clean_line(data.source)
    row = AdkarRound(
        group_id=group.id, day=data.day or company_day(session), way=ASKED if data.sort == ASKED else ASSESSED,
        number=group.people, answers=[], shares={}, profile=[], source=source,
    )  # fmt: skip
    checks.choice("sort", data.sort, SORTS)
    checks.text("source", source, LONGEST_SOURCE, needed=data.sort != ASKED)
    checks.customer_data((source,), data.sure)
    checks.nobody_named(session, {"source": source}, data.sure)
    _check_day(session, data, row, checks)
    {ASKED: _take_answers, SHARES: _take_shares, PROFILE: _take_profile}.get(data.sort, _take_nothing)(
        data, group, row, checks
    )
    checks.done()
    session.add(row)
    session.flush()
    record(session, actor, initiative_id, "round_added", group=group.id, round=row.id, way=row.way)
    return row


def remove(session: Session, actor: Actor, initiative_id: int, group_id: int, round_id: int) -> None:
    """Remove a round; tasks made of its measures stay."""
    hold(session, actor, initiative_id)
    session.delete(of_group(session, initiative_id, group_id, round_id))
    session.flush()
    record(session, actor, initiative_id, "round_removed", group=group_id, round=round_id)


def of_group(session: Session, initiative_id: int, group_id: int, round_id: int) -> AdkarRound:
    """A round of this group; NotFound where it is gone."""
    group = get(session, ChangeGroup, initiative_id, group_id)
    row = session.scalar(select(AdkarRound).where(AdkarRound.id == round_id, AdkarRound.group_id == group.id))
    if row is None:
        raise NotFound(_("This is not there any more."))
    return row


def _check_day(session: Session, data: RoundData, row: AdkarRound, checks: Checks) -> None:
    if data.day is None:
        checks.say("day", _("Please choose a day."))
        return
    if data.day > company_day(session):
        checks.say("day", _("This day is still to come."))
    same = select(AdkarRound.id).where(
        AdkarRound.group_id == row.group_id, AdkarRound.day == data.day, AdkarRound.way == row.way
    )
    if session.scalar(same) is not None:
        checks.say("day", _("There is such a round of this day already. Remove it to enter it again."))


def _take_answers(data: RoundData, group: ChangeGroup, row: AdkarRound, checks: Checks) -> None:
    answers, problems = read_answers(clean_text(data.answers), "answers")
    checks.problems.extend(problems)
    row.answers, row.number = answers, len(answers)
    if problems:
        return
    if len(answers) < SMALLEST:
        words = _("At least five answers, so that nobody can be recognised; these are %(number)s.", number=len(answers))
        checks.say("answers", words)
    elif len(answers) > min(group.people, MOST_ANSWERS):
        words = _("More answers (%(number)s) than people in the group (%(people)s).",
                  number=len(answers), people=group.people)  # fmt: skip
        checks.say("answers", words)


def _take_shares(data: RoundData, _group: ChangeGroup, row: AdkarRound, checks: Checks) -> None:
    shares = {place: data.shares.get(place) or 0 for place in PLACES}
    for place, share in shares.items():
        checks.number(f"share_{place}", share, 0, 100)
    if sum(shares.values()) != 100:
        total = sum(shares.values())
        checks.say("share_none", _("Together the shares make 100; these make %(total)s.", total=total))
    row.shares = shares


def _take_profile(data: RoundData, _group: ChangeGroup, row: AdkarRound, checks: Checks) -> None:
    if len(data.profile) != len(ELEMENTS) or not in_range(data.profile):
        checks.say("rating_awareness", _("Rate all five elements from 1 to 5."))
    row.profile = [each or 0 for each in data.profile]


def _take_nothing(_data: RoundData, _group: ChangeGroup, _row: AdkarRound, _checks: Checks) -> None:
    """The sort is wrong, which has been said."""
