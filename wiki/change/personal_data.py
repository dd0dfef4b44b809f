"""What change management keeps about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import Erasing, PersonalData, Rows, Topic

CHANGE = Topic(
    "change",
    _l("Change management"),
    _l("So that people hear of a change from those who answer for it."),
    _l("Everybody signed in who may read the initiative. Groups, answers and resistance are kept without names."),
    _l("As long as the initiative exists; when you leave, under a pseudonym."),
    (
        Rows(_l("Messages you send"), "change_message", "sender_id", erasing=Erasing.NAMELESS,
             shows=((_l("Message"), "text"), (_l("Planned for"), "planned_on"))),
    ),
)  # fmt: skip
NOBODY = {
    "change_group.people": "how many belong to a group of at least five",
    "change_round.answers": "ratings of at least five people, without their names and without an order",
    "change_round.shares": "shares of a group in per cent",
    "change_round.profile": "how a group as a whole is judged",
}


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([CHANGE], NOBODY)
