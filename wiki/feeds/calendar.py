"""iCalendar (RFC 5545) of a person's due dates: whole days, for the calendar on the phone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from urllib.parse import urljoin

from wiki.core.clock import can_be_planned
from wiki.core.text import clean_text
from wiki.tasks.due_dates import DueDate

MEDIA_TYPE = "text/calendar"
_LINE = 75
"""Bytes of a line at most; longer ones are folded (RFC 5545, 3.1)."""


@dataclass(frozen=True)
class Calendar:
    """A calendar's head. `domain` makes the names of its events unique; `root_url` is where the wiki lies."""

    title: str
    language: str
    domain: str
    root_url: str


def calendar(head: Calendar, due: Iterable[DueDate]) -> bytes:
    """The calendar as a file; what has no day, or one no calendar knows, is left out. The same content gives the same
    bytes."""
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//cxwiki//due dates//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"NAME:{escaped(head.title)}", f"X-WR-CALNAME:{escaped(head.title)}", "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        *(line for each in due if each.day and can_be_planned(each.day) for line in _event(head, each, each.day)),
        "END:VCALENDAR",
    ]  # fmt: skip
    return "".join(f"{part}\r\n" for line in lines for part in folded(line)).encode()


def _event(head: Calendar, due: DueDate, day: date) -> list[str]:
    url = urljoin(head.root_url, due.url)
    text = "\n".join(filter(None, (due.note, url)))
    changed = due.changed_at or datetime.combine(day, datetime.min.time(), UTC)
    return [
        "BEGIN:VEVENT",
        f"UID:{escaped(due.key)}@{head.domain}",
        f"DTSTAMP:{changed.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"LAST-MODIFIED:{changed.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY;LANGUAGE={head.language}:{escaped(due.title)}",
        f"DESCRIPTION;LANGUAGE={head.language}:{escaped(text)}",
        f"URL:{url}",
        "TRANSP:TRANSPARENT",
        "CLASS:PRIVATE",
        "END:VEVENT",
    ]


def escaped(text: str) -> str:
    """A text value (3.3.11): backslash, semicolon and comma marked, line breaks as `\\n`."""
    marked = clean_text(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return marked.replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """The line in parts of at most 75 bytes, those after the first with a space before; no letter is cut in two."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part
