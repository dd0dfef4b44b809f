"""Practising: the term of the day, cards to turn, pairs that are easily confused. Nothing is written down."""

from flask import render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import ColumnElement

from wiki.access.guard import current_actor
from wiki.access.rules import READER, rule
from wiki.core.clock import company_day
from wiki.core.db import wired
from wiki.entries.kinds import Kinds
from wiki.games import cards as turning
from wiki.games import meanings as choosing
from wiki.games import pairs as telling_apart
from wiki.games.blueprint import blueprint
from wiki.games.decks import ALL, cards_of, decks, label_of
from wiki.games.of_the_day import days_before, discovery
from wiki.web.i18n import reader_language
from wiki.web.transaction import db

MEANING = "meaning"
"""The way from what it means to the word; otherwise the other way round."""


@blueprint.get("/")
@rule(READER)
def index() -> str:
    """The term of the day with those of the days before, and what one can practise with."""
    session, actor, language = db(), current_actor(), reader_language()
    day = company_day(session)
    found = discovery(session, day)
    return render_template(
        "games/index.html",
        day=day,
        card=turning.cards_of_terms(session, actor, language, [found.term.id])[0] if found else None,
        before=days_before(session, day),
        decks=decks(session, actor, language),
        pairs=telling_apart.count(session, cards_of(session, actor, ALL)),
        kinds=wired(session, Kinds),
    )


@blueprint.get("/cards")
@rule(READER)
def cards() -> str:
    """A round of cards to turn."""
    session, actor, language = db(), current_actor(), reader_language()
    name, chosen = _deck()
    way = MEANING if request.args.get("way") == MEANING else ""
    dealt = turning.deal(session, actor, language, chosen, company_day(session), _number())
    return render_template(
        "games/cards.html",
        name=name,
        label=label_of(session, language, name),
        way=way,
        ways=[
            (_("From the word to its meaning"), url_for("games.cards", deck=name), not way, None),
            (_("From the meaning to the word"), url_for("games.cards", deck=name, way=MEANING), bool(way), None),
        ],
        dealt=dealt,
        pairs=telling_apart.count(session, chosen),
    )


@blueprint.get("/pairs")
@rule(READER)
def pairs() -> str:
    """A round of pairs: which of the two is meant?"""
    session, language = db(), reader_language()
    name, chosen = _deck()
    return render_template(
        "games/pairs.html",
        name=name,
        label=label_of(session, language, name),
        dealt=telling_apart.deal(session, language, chosen, company_day(session), _number()),
    )


@blueprint.get("/meanings")
@rule(READER)
def meanings() -> str:
    """A round of words with meanings to choose from."""
    session, language = db(), reader_language()
    name, chosen = _deck()
    return render_template(
        "games/meanings.html",
        name=name,
        label=label_of(session, language, name),
        dealt=choosing.deal(session, language, chosen, company_day(session), _number()),
    )


def _deck() -> tuple[str, ColumnElement[bool]]:
    name = request.args.get("deck") or ALL
    return name, cards_of(db(), current_actor(), name)


def _number() -> int:
    asked = request.args.get("round", "")
    return int(asked) if asked.isdecimal() and len(asked) < 6 else 1
