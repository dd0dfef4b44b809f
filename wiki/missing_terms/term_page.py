"""What the page of a missing term shows: everything to who decides, the own request to who asked."""

from functools import cached_property

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from wiki.access.permissions import Actor
from wiki.core.db import wired
from wiki.core.errors import NotFound
from wiki.entries.kinds import Kinds
from wiki.entries.links import Target, target_of
from wiki.entries.models import Entry, EntryLink
from wiki.entries.rights import may_read, readable
from wiki.missing_terms.known import LEAST_LIKENESS, Known, likeness_of, perhaps_meant
from wiki.missing_terms.listing import Wanted, wanted_of
from wiki.missing_terms.models import MERGED, OPEN, MissingTerm, MissingWord, TermRequest
from wiki.missing_terms.naming import TERM
from wiki.missing_terms.rights import may_decide

_MOST_SOURCES, _MOST_ALIKE = 12, 8


class TermPage:
    """One missing term for one reader. Raises NotFound for who neither decides nor asked."""

    def __init__(self, session: Session, actor: Actor, number: int, language: str) -> None:
        self._session, self._actor, self._language = session, actor, language
        self._kinds = wired(session, Kinds)
        options = (selectinload(MissingTerm.words), joinedload(MissingTerm.entry))
        self.term = session.scalar(select(MissingTerm).where(MissingTerm.id == number).options(*options))
        self.decides = may_decide(actor)
        if self.term is None or not (self.decides or self.own or self.term.state == MERGED):
            raise NotFound

    @cached_property
    def requests(self) -> list[TermRequest]:
        """Who asked, the newest first; for who does not decide the own request alone."""
        query = (
            select(TermRequest).where(TermRequest.term_id == self._id)
            .options(joinedload(TermRequest.asked_by), joinedload(TermRequest.place))
            .order_by(TermRequest.asked_at.desc(), TermRequest.id.desc())
        )  # fmt: skip
        if not self.decides:
            query = query.where(TermRequest.asked_by_id == self._actor.person_id)
        return list(self._session.scalars(query))

    @property
    def own(self) -> TermRequest | None:
        """The reader's request."""
        return next((each for each in self.requests if each.asked_by_id == self._actor.person_id), None)

    @cached_property
    def wanted(self) -> Wanted:
        """How much it is wanted."""
        return wanted_of(self._session, [self._id]).get(self._id, Wanted())

    @cached_property
    def became(self) -> Target | None:
        """The term it became or becomes, where the reader may read it."""
        entry = self.term.entry if self.term is not None else None
        return self._target(entry) if entry is not None and may_read(self._actor, entry) else None

    @cached_property
    def meant(self) -> list[Known]:
        """Released terms that may be meant, by any of its words."""
        assert self.term is not None
        texts = [word.text for word in self.term.words]
        best: dict[int, Known] = {}
        for found in perhaps_meant(self._session, texts, self._language).values():
            for each in found:
                if each.entry_id not in best or best[each.entry_id].likeness < each.likeness:
                    best[each.entry_id] = each
        return sorted(best.values(), key=lambda each: (-each.likeness, each.title))[:5]

    @cached_property
    def alike(self) -> list[MissingTerm]:
        """Others that nobody has decided on, spelt or composed alike ones first; all there are, up to a few."""
        assert self.term is not None
        query = select(MissingWord.term_id, MissingWord.text).join(MissingTerm)
        rows = self._session.execute(query.where(MissingTerm.state == OPEN, MissingTerm.id != self._id)).all()
        mine = [word.text for word in self.term.words]
        near: dict[int, float] = {}
        for row in rows:
            likeness = max((likeness_of(each, row.text) for each in mine), default=0.0)
            if likeness >= LEAST_LIKENESS:
                near[row.term_id] = max(near.get(row.term_id, 0.0), likeness)
        ids = sorted(near, key=lambda each: (-near[each], each))[:_MOST_ALIKE]
        found = {each.id: each for each in self._session.scalars(select(MissingTerm).where(MissingTerm.id.in_(ids)))}
        return [found[each] for each in ids]

    @cached_property
    def linked_from(self) -> list[Target]:
        """Entries whose text links to it already."""
        assert self.term is not None
        slugs = [word.slug for word in self.term.words]
        sources = select(EntryLink.source_id).where(
            EntryLink.target_slug.in_(slugs), EntryLink.target_id.is_(None), EntryLink.target_kind.in_(("", TERM))
        )
        query = select(Entry).where(Entry.id.in_(sources), readable(self._actor)).order_by(Entry.id)
        return [self._target(each) for each in self._session.scalars(query.limit(_MOST_SOURCES))]

    def place_of(self, request: TermRequest) -> Target | None:
        """Where the word was met, if the reader may read it."""
        place = request.place
        return self._target(place) if place is not None and may_read(self._actor, place) else None

    def _target(self, entry: Entry) -> Target:
        return target_of(self._kinds, entry, self._language)

    @property
    def _id(self) -> int:
        assert self.term is not None
        return self.term.id
