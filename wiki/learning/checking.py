"""What a path must have to be saved, and what would make it better."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _l

from wiki.core.errors import Problem
from wiki.core.text import LANGUAGES, fold
from wiki.entries.cleaning import MISSING
from wiki.entries.fields import Payload, language_name
from wiki.learning.models import CHECK, QUESTION, READ, TALK, TASK
from wiki.learning.stations import lines_of

MOST_WRONG = 5
GIVEAWAY = 1.8
"""How many times as long as the longest wrong answer a right one gives itself away."""
MANY = 25
"""Stations beyond which a path should rather be two."""


def check(payload: Payload) -> list[Problem]:
    """Each station has what its sort needs and nothing that belongs to another; days by which they are due do not
    fall."""
    problems: list[Problem] = []
    latest, read = 0, 0
    for index, row in enumerate(payload.get("stations", ())):
        where, sort = f"stations-{index}", row.get("sort", READ)
        problems += _needs(row, where, sort, read)
        problems += _belongs(row, where, sort)
        days = row.get("within_days", latest)
        if days < latest:
            message = _l("The station before is due after %(days)s days; this one cannot be due earlier.", days=latest)
            problems.append(Problem(f"{where}-within_days", message))
        latest = max(latest, days)
        read += sort == READ and "entry" in row
    return problems


def _needs(row: Payload, where: str, sort: str, read: int) -> Iterator[Problem]:
    if sort == READ and "entry" not in row:
        yield Problem(f"{where}-entry", _l("Choose the entry that is read here."))
    if sort in (TALK, TASK) and "title" not in row:
        yield Problem(f"{where}-title", _l("Say in a few words what is to be done here."))
    if sort == CHECK and not read:
        yield Problem(f"{where}-sort", _l("Nothing was read before this station that questions could be made from."))
    if sort == QUESTION:
        for name in ("text", "right", "wrong"):
            if name not in row:
                yield Problem(f"{where}-{name}", MISSING)
        yield from _answers(row, where)


def _answers(row: Payload, where: str) -> Iterator[Problem]:
    for language in LANGUAGES:
        wrong = lines_of(row.get("wrong", {}).get(language, ""))
        right = row.get("right", {}).get(language, "")
        place = f"{where}-{language_name('wrong', language)}"
        if len(wrong) > MOST_WRONG:
            yield Problem(place, _l("At most %(most)s wrong answers.", most=MOST_WRONG))
        said = [fold(each) for each in (right, *wrong) if each]
        if len(set(said)) < len(said):
            yield Problem(place, _l("The same answer is there twice."))
        parts = {name for name in ("text", "right", "wrong") if language in row.get(name, {})}
        if parts and len(parts) < 3 and {"text", "right", "wrong"} <= row.keys():
            message = _l("Question, right and wrong answers must all be there in this language, or none of them.")
            yield Problem(place, message)


def _belongs(row: Payload, where: str, sort: str) -> Iterator[Problem]:
    if sort != QUESTION:
        for name in ("right", "wrong", "why"):
            if name in row:
                yield Problem(f"{where}-{name}", _l("Answers belong to a question of your own."))
                break
    if sort != CHECK and "questions" in row:
        yield Problem(f"{where}-questions", _l("This belongs to questions about what was read."))


def hints(payload: Payload) -> list[Problem]:
    """Advice on stations and on the path as a whole."""
    rows = payload.get("stations", ())
    found = [hint for index, row in enumerate(rows) for hint in _better(row, f"stations-{index}", index + 1)]
    if len(rows) > MANY:
        message = _l("%(count)s stations are a lot; two paths, one after the other, are finished more often.",
                     count=len(rows))  # fmt: skip
        found.append(Problem("stations-", message))
    if rows and not any(row.get("sort") in (QUESTION, CHECK) for row in rows):
        message = _l("Nothing is asked on this path; whoever answers a question remembers far longer.")
        found.append(Problem("stations-", message))
    return found


def _better(row: Payload, where: str, number: int) -> Iterator[Problem]:
    if row.get("sort") == QUESTION and "why" not in row:
        message = _l("Station %(number)s: say why the answer is right; that is what people learn from.", number=number)
        yield Problem(f"{where}-why", message)
    counts = {len(lines_of(text)) for text in row.get("wrong", {}).values()}
    if len(counts) > 1:
        message = _l("Station %(number)s: German and English have different numbers of wrong answers.", number=number)
        yield Problem(f"{where}-wrong", message)
    for language, right in row.get("right", {}).items():
        longest = max((len(each) for each in lines_of(row.get("wrong", {}).get(language, ""))), default=0)
        if longest and len(right) > GIVEAWAY * longest:
            message = _l("Station %(number)s: the right answer is by far the longest; that gives it away.",
                         number=number)  # fmt: skip
            yield Problem(f"{where}-right", message)
            break
