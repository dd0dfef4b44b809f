"""What the tables of ownership keep about people."""

from flask_babel import lazy_gettext as _l

from wiki.core.about_people import Erasing, PersonalData, Rows, Topic

DUTIES = Topic(
    "duties",
    _l("What you answer for"),
    _l("So that everybody knows whom to ask, and duties are handed over instead of lost."),
    _l(
        "Everybody signed in: who answers for what, today and on earlier days. Requests: who asks, who is asked, "
        "and the heads they go to."
    ),
    _l("As long as the entry exists; when you leave, under a pseudonym."),
    (
        Rows(
            _l("Accountable for"),
            "accountability",
            "person_id",
            shows=((_l("Entry"), "entry_id"), (_l("Step"), "step_key"), (_l("Since"), "since")),
            also=("recorded_by",),
        ),
        Rows(
            _l("Responsible, consulted, informed"),
            "duty",
            "person_id",
            shows=(
                (_l("Entry"), "entry_id"),
                (_l("Step"), "step_key"),
                (_l("Letter"), "letter"),
                (_l("Since"), "since"),
                (_l("Until"), "until"),
            ),
            also=("recorded_by", "holder_key"),
        ),
        Rows(
            _l("Requests to you"),
            "request_package",
            "asked_id",
            erasing=Erasing.NAMELESS,
            shows=((_l("Sent"), "sent_on"), (_l("Answer by"), "due"), (_l("State"), "state")),
            also=("asker_id", "escalated_to_id", "note", "effort", "tell_message"),
        ),
        Rows(
            _l("Requests by you"),
            "request_package",
            "asker_id",
            erasing=Erasing.UNTIED,
            shows=((_l("Sent"), "sent_on"), (_l("Note"), "note"), (_l("About how much work"), "effort")),
        ),
        Rows(
            _l("Requests that came to you as a head"),
            "request_package",
            "escalated_to_id",
            erasing=Erasing.UNTIED,
            shows=((_l("Since"), "escalated_on"),),
        ),
        Rows(
            _l("Duties you were asked to take on"),
            "duty_request",
            "person_id",
            also=("holder_key",),
            shows=(
                (_l("Entry"), "entry_id"),
                (_l("Letter"), "letter"),
                (_l("State"), "state"),
                (_l("Reason"), "reason"),
            ),
        ),
        Rows(
            _l("Answers you gave"),
            "duty_request",
            "decided_by_id",
            erasing=Erasing.UNTIED,
            shows=((_l("Entry"), "entry_id"), (_l("Answered"), "decided_at")),
        ),
    ),
)


def declare(registry: PersonalData) -> None:
    """Tell what this folder keeps."""
    registry.add([DUTIES], {"request_package.tell_departments": "departments"})
