"""Mail as text: in the recipient's language, with absolute links, without a request."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from flask import Flask, g, url_for
from flask_babel import ngettext
from sqlalchemy.orm import Session

from wiki.config import Settings
from wiki.core.db import wired
from wiki.core.text import shorten
from wiki.notify.models import InboxItem, MailMessage
from wiki.notify.outgoing import DAILY, WEEKLY
from wiki.notify.wording import ShownItem, Wording
from wiki.people.mails import base_url
from wiki.people.models import Person
from wiki.people.service import actor_of

MOST_ITEMS = 50


@dataclass(frozen=True)
class Letter:
    """A mail ready to be sent. `profile` is where its recipient can switch such mail off."""

    to: str
    subject: str
    text: str
    profile: str


class LetterWriter:
    """Writes letters with the application's templates and addresses; tied to the sessions' wiring."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def write(self, session: Session, mail: MailMessage, items: list[InboxItem]) -> Letter | None:
        """The letter for `mail` about `items`; None when none of them can be opened by its recipient any more."""
        settings, person = wired(session, Settings), mail.person
        with self._as_for(person, settings):
            wording = Wording(session, actor_of(session, person), person.language, items, absolute=True)
            shown = [wording.show(item) for item in items]
            shown = [each for each in shown if each.url or each.item.matter == "deleted"]
            return self._letter(settings, person, mail, shown) if shown else None

    @contextmanager
    def _as_for(self, person: Person, settings: Settings) -> Iterator[None]:
        """A context of its own in which language, time zone and addresses are those of the recipient."""
        with self._app.app_context(), self._app.test_request_context("/", base_url=base_url(settings)):
            g.language = g.person_language = person.language
            g.person_timezone = person.timezone
            yield

    def _letter(self, settings: Settings, person: Person, mail: MailMessage, shown: list[ShownItem]) -> Letter:
        profile = url_for("people.profile", _external=True)
        template = self._app.jinja_env.get_template("notify/mail.txt")
        text = template.render(
            name=person.name,
            intro=_intro(mail.occasion, len(shown)),
            items=shown[:MOST_ITEMS],
            more=max(0, len(shown) - MOST_ITEMS),
            inbox=url_for("notify.inbox", _external=True),
            profile=profile,
            brand=settings.brand,
        )
        return Letter(person.email, _subject(settings.brand, mail.occasion, shown), text.strip() + "\n", profile)


def _subject(brand: str, occasion: str, shown: list[ShownItem]) -> str:
    if occasion.startswith("item:") and len(shown) == 1:
        return shorten(f"{brand}: {shown[0].sentence}", 160)
    number = ngettext("%(num)s message for you", "%(num)s messages for you", len(shown))
    return f"{brand}: {number}"


def _intro(occasion: str, number: int) -> str:
    return str(_greeting(occasion, number))


def _greeting(occasion: str, number: int) -> object:
    if occasion.startswith(WEEKLY):
        return ngettext(
            "this week there is %(num)s message for you:", "this week there are %(num)s messages for you:", number
        )
    if occasion.startswith(DAILY):
        return ngettext("today there is %(num)s message for you:", "today there are %(num)s messages for you:", number)
    return ngettext("there is a message for you:", "there are %(num)s messages for you:", number)
