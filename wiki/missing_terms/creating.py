"""A new term that begins with what was asked for."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from wiki.access.permissions import Actor
from wiki.core.text import whole_number
from wiki.entries.models import RELEASED as PUBLISHED
from wiki.entries.models import Entry
from wiki.entries.starting import Starter
from wiki.glossary.projection import ADMITTED, PREFERRED
from wiki.missing_terms.deciding import chosen, move
from wiki.missing_terms.models import DECLINED, OPEN, RELEASED, WRITING, MissingTerm
from wiki.missing_terms.rights import may_decide

_TO_BEGIN_WITH = (OPEN, DECLINED)


def begin_with(session: Session, actor: Actor, name: str) -> dict[str, Any]:
    """The labels of the new term: the first word of each language is preferred, the others are further ones."""
    term = _beginning(session, actor, name)
    if term is None:
        return {}
    labels, seen = [], set()
    for word in sorted(term.words, key=lambda each: (each.text != term.word, each.id)):
        # What was searched for has lost its capital letters; in German most terms are nouns.
        is_noun = word.language == "de" and not term.requests
        text = word.text[:1].upper() + word.text[1:] if is_noun else word.text
        labels.append(
            {"language": word.language, "text": text, "status": ADMITTED if word.language in seen else PREFERRED}
        )
        seen.add(word.language)
    return {"labels": labels}


def said_of(session: Session, actor: Actor, name: str) -> str:
    """What stands above the form: what those who asked were looking for."""
    term = _beginning(session, actor, name)
    if term is None:
        return ""
    texts = [each.looked_for for each in term.requests if each.looked_for][:3]
    if not texts:
        return str(_("“%(word)s” is missing so far. Whoever asked for it is told when it is released.", word=term.word))
    told = " · ".join(f"„{each}“" if term.language == "de" else f"“{each}”" for each in texts)
    return str(_("“%(word)s” is missing so far. What was looked for: %(texts)s", word=term.word, texts=told))


def tie_new(session: Session, actor: Actor, name: str, entry: Entry) -> None:
    """Somebody writes it now, or has released it at once; unless somebody has decided meanwhile."""
    if _beginning(session, actor, name) is None:
        return
    term = chosen(session, actor, whole_number(name))
    if term.state not in _TO_BEGIN_WITH:
        return
    term.entry_id, term.as_label, term.reason = entry.id, False, ""
    is_out = entry.status == PUBLISHED
    move(session, actor, term, RELEASED if is_out else WRITING, "released" if is_out else "taken")


def _beginning(session: Session, actor: Actor, name: str) -> MissingTerm | None:
    term = session.get(MissingTerm, whole_number(name)) if may_decide(actor) else None
    return term if term is not None and term.state in _TO_BEGIN_WITH else None


STARTER = Starter("term", "missing", begin_with, said_of, tie_new)
