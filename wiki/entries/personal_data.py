"""What entries keep about people."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.core.about_people import By, Erasing, PersonalData, Rows, Switch, Topic
from wiki.entries.models import Entry

_ENTRY = (_l("Entry"), "entry_id")
_WHEN = (_l("When"), "created_at")

AUTHORSHIP = Topic(
    "authorship",
    _l("Who wrote, released and changed entries"),
    _l("To ask the one who knows, and to see what became of a text."),
    _l("Everybody signed in, as long as you work here; after erasure the wiki names no author."),
    _l("As long as the entry exists."),
    (
        Rows(
            _l("Versions written"),
            "revision",
            "author_id",
            shows=(_ENTRY, (_l("Version"), "number"), (_l("What was changed"), "note"), _WHEN),
            also=("payload", "touched", "title_de", "title_en"),
        ),
        Rows(_l("Versions under a pseudonym"), "revision", "author_pseudonym", by=By.PSEUDONYM, copied=False),
        Rows(
            _l("Decisions on versions"),
            "revision",
            "decided_by_id",
            shows=(
                _ENTRY,
                (_l("Version"), "number"),
                (_l("What was said"), "decision_note"),
                (_l("When"), "decided_at"),
            ),
        ),
        Rows(_l("Releases"), "release", "released_by_id", shows=(_ENTRY, (_l("When"), "released_at"))),
        Rows(
            _l("Whom you had told of releases"),
            "release_notice",
            "decided_by_id",
            shows=(_ENTRY, (_l("What was said"), "message"), (_l("When"), "decided_at")),
        ),
        Rows(_l("Entries created"), "entry", "created_by_id", shows=((_l("Entry"), "id"), _WHEN)),
        Rows(_l("Entries deleted"), "entry", "deleted_by_id", shows=((_l("Entry"), "id"), (_l("When"), "deleted_at"))),
        Rows(
            _l("Files added"),
            "attachment",
            "added_by_id",
            shows=(_ENTRY, (_l("File"), "name"), (_l("When"), "added_at")),
        ),
    ),
)

COMMENTS = Topic(
    "comments",
    _l("Comments and questions"),
    _l("To improve entries together."),
    _l("Everybody signed in."),
    _l("As long as the entry exists; you can remove your own."),
    (
        Rows(
            _l("Comments written"),
            "comment",
            "author_id",
            shows=(_ENTRY, (_l("Text"), "text"), _WHEN),
            unless=("tone", "unclear"),
        ),
        Rows(_l("Comments closed"), "comment", "resolved_by_id", shows=(_ENTRY, (_l("When"), "resolved_at"))),
    ),
)

UNCLEAR = Topic(
    "unclear",
    _l("“This is unclear to me”"),
    _l("To improve the text and to answer you."),
    _l("The remark: everybody signed in. Your name: nobody else. That somebody new asks: only while you leave it so."),
    _l("As long as the entry exists; you can remove your own."),
    (
        Rows(
            _l("Remarks"),
            "comment",
            "author_id",
            shows=(_ENTRY, (_l("Text"), "text"), _WHEN),
            only=("tone", "unclear"),
        ),
    ),
    private=True,
)

DRAFTS = Topic(
    "drafts",
    _l("Text that is not saved yet"),
    _l("So that nothing you typed is lost."),
    _l("Only you."),
    _l("Until you save or discard it."),
    (
        Rows(
            _l("Unsaved texts"),
            "edit_draft",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("Kind"), "kind"), (_l("Text"), "form"), (_l("When"), "saved_at")),
        ),
    ),
    private=True,
)

WATCHING = Topic(
    "watching",
    _l("What you watch"),
    _l("To tell you of changes."),
    _l("Only you."),
    _l("Until you stop watching."),
    (
        Rows(
            _l("Entries watched"),
            "watch",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=(_ENTRY, (_l("Reason"), "reason"), (_l("Since"), "since")),
        ),
        Rows(
            _l("Kinds watched"),
            "kind_watch",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("Kind"), "kind"), (_l("Since"), "since")),
        ),
        Rows(
            _l("Departments watched"),
            "department_watch",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=((_l("Department"), "department_id"), (_l("Since"), "since")),
        ),
    ),
    Switch(_l("You choose at every entry, list and department.")),
    private=True,
)

TOPICS = (AUTHORSHIP, COMMENTS, UNCLEAR, DRAFTS, WATCHING)
NOTHING = {
    "release_notice.department_ids": "departments",
    "entry.title_de": "the title of an entry",
    "entry.title_en": "the title of an entry",
    "attachment.media_type": "the kind of a file",
}


def _titles(session: Session, ids: set[int], language: str) -> dict[int, str]:
    return {each.id: each.title(language) for each in session.scalars(select(Entry).where(Entry.id.in_(ids)))}


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add(TOPICS, NOTHING)
    registry.names[Entry.__tablename__] = _titles
