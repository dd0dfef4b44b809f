"""What the stations of one's own path say: where one stands in a process, where a word comes up."""

from collections.abc import Callable, Mapping

from flask_babel import force_locale, ngettext
from flask_babel import gettext as _

from wiki.core.text import LANGUAGES
from wiki.entries.fields import Payload
from wiki.entries.models import Entry
from wiki.ownership.models import ACCOUNTABLE, RESPONSIBLE

WHOLE = ""
"""The key of what somebody has for a whole entry."""
Letters = Mapping[str, str]
"""Key of a step, or `WHOLE` → accountable or responsible."""
Texts = dict[str, str]
"""A text by language."""


def has_stayed() -> Texts:
    """The title of the questions at the end."""
    return _both(lambda _language: _("What has stayed?"))


def spoken_of(process: Entry) -> Texts:
    """Where a term comes up."""

    def say(language: str) -> str:
        return str(_("You meet this word in your part of “%(process)s”.", process=process.title(language)))

    return _both(say)


def part_in(payload: Payload, letters: Letters) -> Texts:
    """Where somebody stands in a process."""
    return _both(lambda language: " ".join(_parts(language, payload, letters)))


def at_touchpoint(letter: str) -> Texts:
    """What somebody has to do with a touchpoint."""
    if letter == ACCOUNTABLE:
        return _both(lambda _language: _("You are accountable for what customers live through here."))
    return _both(lambda _language: _("You are responsible for what happens here."))


def _both(words: Callable[[str], object]) -> Texts:
    found = {}
    for language in LANGUAGES:
        with force_locale(language):
            found[language] = str(words(language))
    return found


def _parts(language: str, payload: Payload, letters: Letters) -> list[str]:
    found = []
    if letters.get(WHOLE) == ACCOUNTABLE:
        found.append(_("You are accountable for the whole of it."))
    elif letters.get(WHOLE) == RESPONSIBLE:
        found.append(_("You are responsible for the whole of it."))
    for letter in (ACCOUNTABLE, RESPONSIBLE):
        steps = [
            _("%(number)s “%(title)s”", number=number, title=_named(step, language))
            for number, step in enumerate(payload.get("steps", ()), 1)
            if letters.get(step["key"]) == letter
        ]
        if steps:
            found.append(_steps(letter, steps))
    return [str(each) for each in found]


def _steps(letter: str, steps: list[str]) -> str:
    number, listed = len(steps), ", ".join(steps)
    if letter == ACCOUNTABLE:
        found = ngettext(
            "You are accountable for step %(steps)s.",
            "You are accountable for the steps %(steps)s.",
            number,
            steps=listed,
        )
    else:
        found = ngettext("You carry out step %(steps)s.", "You carry out the steps %(steps)s.", number, steps=listed)
    return str(found)


def _named(step: Payload, language: str) -> str:
    titles = step["title"]
    return str(titles.get(language) or next(iter(titles.values())))
