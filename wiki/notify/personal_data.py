"""What inbox and mail keep about people."""

from flask_babel import lazy_gettext as _l

from wiki.core import mail
from wiki.core.about_people import Erasing, PersonalData, Rows, Switch, Topic

INBOX = Topic(
    "inbox",
    _l("Inbox"),
    _l("To tell you what concerns you."),
    _l("Only you. Nobody sees whether you have read something."),
    _l("Half a year after you read it, two years at most."),
    (
        Rows(
            _l("Messages in the inbox"),
            "inbox_item",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=(
                (_l("Entry"), "entry_id"),
                (_l("What about"), "matter"),
                (_l("When"), "created_at"),
                (_l("Read"), "read_at"),
            ),
            also=("data", "mail_id"),
        ),
        Rows(_l("Named in other people's inbox"), "inbox_item", "actor_id", copied=False),
    ),
    private=True,
)

MAIL = Topic(
    "mail",
    _l("Mail"),
    _l("To reach you when you do not look into the wiki."),
    _l("Only you. Administrators see that a mail could not be delivered, not what it says."),
    _l("Half a year: that it was sent, not its text."),
    (
        Rows(
            _l("Mail about entries"),
            "mail_message",
            "person_id",
            erasing=Erasing.REMOVED,
            shows=(
                (_l("What for"), "occasion"),
                (_l("State"), "state"),
                (_l("Made"), "created_at"),
                (_l("Finished"), "finished_at"),
            ),
            also=("error",),
        ),
    ),
    Switch(_l("Off until a mail server is set; then you choose how often."), mail.configured),
)

TOPICS = (INBOX, MAIL)
NOTHING = {"mail_message.claimed_by": "which process sends it"}


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add(TOPICS, NOTHING)
