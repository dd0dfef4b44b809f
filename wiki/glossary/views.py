"""The glossary from A to Z."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from wiki.core.text import LANGUAGES
from wiki.entries.kinds import Kind
from wiki.glossary import a_to_z
from wiki.web.front import front
from wiki.web.i18n import reader_language
from wiki.web.paging import page_of
from wiki.web.transaction import db


def show_a_to_z(kind: Kind) -> ResponseReturnValue:
    """The labels of one language, whatever the language of the page; a large glossary letter by letter."""
    session, number = db(), front.newest_number()
    asked = request.args.get("lang", "")
    language = asked if asked in LANGUAGES else reader_language()
    counts = a_to_z.counts(session, language)
    total = sum(counts.values())
    letter = "" if total <= a_to_z.WHOLE else _letter(counts)
    page = page_of(session, a_to_z.labels(language, letter), a_to_z.WHOLE)

    def letter_url(each: str) -> str:
        name = "other" if each == a_to_z.OTHER else each.lower()
        if not letter:
            return f"#letter-{name}"
        arguments: dict[str, Any] = {"lang": language, "letter": name}
        return url_for("term.a_to_z", **arguments)

    return front.render(
        front.begin_list(number),
        "glossary/a_to_z.html",
        kind=kind,
        language=language,
        languages=LANGUAGES,
        total=total,
        letter=letter,
        letters=[(each, letter_url(each) if counts.get(each) else None, each == letter) for each in a_to_z.LETTERS],
        lines=a_to_z.by_letter(page.rows, language),
        page=page,
    )


def _letter(counts: dict[str, int]) -> str:
    asked = request.args.get("letter", "").upper()
    asked = a_to_z.OTHER if asked == "OTHER" else asked
    return asked if asked in counts else next(each for each in a_to_z.LETTERS if each in counts)
