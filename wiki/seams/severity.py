"""How bad a seam is: what goes wrong there, whether something breaks on either side, whether it is agreed upon."""

from functools import lru_cache

from wiki.seams.models import AIMS, LOST, MEDIA_BREAK, PARTLY, REPEATED, WAITING

CRITICAL, MAJOR, MINOR, SMOOTH = "critical", "major", "minor", ""
_REPEATS = 50
_CAUSES = {LOST: 40, AIMS: 30, MEDIA_BREAK: 20, WAITING: 10}
_BREAKS = {"critical": 9, "major": 6, "minor": 3, "unrated": 3}
_NOT_AGREED = 10
_FROM = ((50, CRITICAL), (30, MAJOR), (10, MINOR))


@lru_cache(maxsize=2000)
def weight(causes: tuple[str, ...], context: str, breaks: tuple[str, str], *, lacks_agreement: bool) -> int:
    """The greater, the worse. The worst that is said decides: the customer repeats everything, information is lost (or
    has to be said again in part), aims collide, the medium breaks, somebody waits. Further causes and break points of
    the two steps add a little, a missing agreement between departments as much as the next worse cause."""
    said = [_CAUSES[each] for each in causes if each in _CAUSES]
    if context == REPEATED:
        said.append(_REPEATS)
    elif context == PARTLY:
        said.append(_CAUSES[LOST])
    worst = max(said, default=0)
    broken = max((_BREAKS.get(each, 0) for each in breaks), default=0)
    return worst + max(0, len(said) - 1) + broken + (_NOT_AGREED if lacks_agreement else 0)


def word_of(number: int) -> str:
    """Critical, major, minor, or empty where all is well as far as is known."""
    return next((word for least, word in _FROM if number >= least), SMOOTH)
