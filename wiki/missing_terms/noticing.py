"""Counting what is searched for in vain, as far as the switch allows: nobody's name, and words only after they occurred
on three different days.

Until then a word is a stand-in that cannot be turned back without the wiki's key. Names of the directory are taken out
first; what looks like data of a customer, holds a long number or is longer than a term is not counted at all.
"""

from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from wiki.core import clock, personal_data
from wiki.core.analysis import words
from wiki.core.consumers import Job, Sessions
from wiki.core.db import begin_write, is_sqlite
from wiki.core.text import clean_line, fold, slugify
from wiki.missing_terms.asking import one_after_the_other
from wiki.missing_terms.models import DAYS_UNTIL_KEPT, MOST_WORD, MOST_WORDS, MissingTerm, MissingWord, SearchMiss
from wiki.missing_terms.typed import digest_of, key_of, new_word
from wiki.people.models import Person
from wiki.people.switches import is_on

SWITCH = "search_words"
DAYS_KEPT = 90
MOST_A_DAY = 3000
"""So many different words are counted on one day; what a program asks for beyond them is not."""
_MOST_DIGITS = 4


def notice(session: Session, text: str, language: str) -> None:
    """Count a search in vain. Call it inside a writing transaction, where `is_on` says that searches are counted."""
    word = _countable(session, text)
    if not word:
        return
    day, folded = clock.company_day(session), key_of(word)
    digest = digest_of(session, folded)
    if not _count(session, digest, day):
        return
    query = select(func.count()).where(SearchMiss.digest == digest, SearchMiss.day > day - timedelta(days=DAYS_KEPT))
    days = session.scalar(query) or 0
    if days >= DAYS_UNTIL_KEPT:
        _keep(session, word, folded, language)


def counts(session: Session) -> bool:
    """Whether searches in vain are counted."""
    return is_on(session, SWITCH)


def _countable(session: Session, text: str) -> str:
    """What of a search may be counted: nothing, or the words without names of people."""
    line = clean_line(text).strip('"“”„«»?!.,;: ')
    if len(line) > MOST_WORD or personal_data.find(line) or sum(sign.isdigit() for sign in line) > _MOST_DIGITS:
        return ""
    typed = line.split()
    names = _names(session) if typed and len(typed) <= MOST_WORDS else frozenset()
    kept = [each for each in typed if not any(_is_name(part, names) for part in words(fold(each)))]
    word = " ".join(kept)
    return word if len(typed) <= MOST_WORDS and len(slugify(word)) > 1 else ""


def _names(session: Session) -> frozenset[str]:
    """Every part of a name in the directory, folded; of those who have left, too."""
    return frozenset(part for name in session.scalars(select(Person.name)) for part in words(fold(name)))


def _is_name(word: str, names: frozenset[str]) -> bool:
    return word in names or (word.endswith("s") and word[:-1] in names)


def _count(session: Session, digest: str, day: date) -> bool:
    """Add one to the day; False when the day has had too many different words."""
    known = session.get(SearchMiss, (digest, day))
    if known is None:
        number = session.scalar(select(func.count()).where(SearchMiss.day == day)) or 0
        if number >= MOST_A_DAY:
            return False
    insert = sqlite.insert if is_sqlite(session) else postgresql.insert
    row = insert(SearchMiss).values(digest=digest, day=day, times=1)
    session.execute(row.on_conflict_do_update(index_elements=["digest", "day"], set_={"times": SearchMiss.times + 1}))
    return True


def _keep(session: Session, word: str, folded: str, language: str) -> None:
    one_after_the_other(session)
    if session.scalar(select(MissingWord.id).where(MissingWord.folded == folded)) is not None:
        return
    now = clock.now()
    term = MissingTerm(word=word, language=language, created_at=now, changed_at=now)
    term.words.append(new_word(session, word, language, from_search=True))
    session.add(term)
    session.flush()


def forget(session: Session, today: date) -> int:
    """Forget searches older than ninety days, all of them where the switch is off, and the words known from them alone;
    also words that have become the name of somebody. Returns how many words went."""
    one_after_the_other(session)
    counted = counts(session)
    old = SearchMiss.day <= today - timedelta(days=DAYS_KEPT)
    session.execute(delete(SearchMiss).where(old) if counted else delete(SearchMiss))
    session.flush()
    searched = set(session.scalars(select(SearchMiss.digest).distinct()))
    names = _names(session) if counted else frozenset()
    gone = 0
    for word in list(session.scalars(select(MissingWord).where(MissingWord.from_search))):
        named = any(_is_name(part, names) for part in words(fold(word.text)))
        if word.digest not in searched or named:
            _remove(session, word)
            gone += 1
    return gone


def _remove(session: Session, word: MissingWord) -> None:
    term = word.term
    others = [each for each in term.words if each.id != word.id]
    if not others and not term.requests:
        session.delete(term)
    else:
        term.words.remove(word)
        if others and term.word == word.text:
            term.word, term.language = others[0].text, others[0].language
    session.flush()


def forget_job() -> Job:
    """`missing_terms.forget`, every six hours."""

    def run(sessions: Sessions) -> str:
        with sessions() as session:
            begin_write(session)
            number = forget(session, clock.company_day(session))
            session.commit()
        return f"{number} words forgotten"

    return Job("missing_terms.forget", timedelta(hours=6), run)
