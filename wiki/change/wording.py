"""What change management calls things."""

from flask_babel import lazy_gettext as _l

from wiki.change.models import ASKED, ASSESSED

ELEMENT_LABELS = {
    "awareness": _l("Awareness"),
    "desire": _l("Desire"),
    "knowledge": _l("Knowledge"),
    "ability": _l("Ability"),
    "reinforcement": _l("Reinforcement"),
    "none": _l("No barrier"),
}
ELEMENT_QUESTIONS = {
    "awareness": _l("I know why this changes."),
    "desire": _l("I want to take part."),
    "knowledge": _l("I know how to do it."),
    "ability": _l("I can do it in my daily work."),
    "reinforcement": _l("We stay with it."),
}
WAYS = {ASKED: _l("surveyed"), ASSESSED: _l("assessed")}
AUDIENCE_LABELS = {"group": _l("A group concerned"), "department": _l("A department"), "customers": _l("Customers")}
FORM_LABELS = {
    "classroom": _l("Classroom"),
    "online": _l("Online"),
    "self_study": _l("Self-study"),
    "on_the_job": _l("On the job"),
    "coaching": _l("Coaching"),
    "exercise": _l("Exercise"),
}
RATINGS = {
    1: _l("1 – very low"), 2: _l("2 – low"), 3: _l("3 – medium"), 4: _l("4 – high"), 5: _l("5 – very high"),
}  # fmt: skip
ACTS = {
    "change:group_added": _l("Group concerned added"),
    "change:group_changed": _l("Group concerned changed"),
    "change:group_removed": _l("Group concerned removed"),
    "change:round_added": _l("ADKAR round added"),
    "change:round_removed": _l("ADKAR round removed"),
    "change:measures_taken": _l("Measures made into tasks"),
    "change:message_added": _l("Message planned"),
    "change:message_changed": _l("Message changed"),
    "change:message_removed": _l("Message removed"),
    "change:message_done": _l("Message told"),
    "change:training_added": _l("Training planned"),
    "change:training_changed": _l("Training changed"),
    "change:training_removed": _l("Training removed"),
    "change:training_done": _l("Training held"),
    "change:resistance_added": _l("Resistance noted"),
    "change:resistance_changed": _l("Resistance note changed"),
    "change:resistance_removed": _l("Resistance note removed"),
    "change:resistance_done": _l("Resistance settled"),
}
STRATEGIES = {
    "involve": _l("Involve closely"),
    "satisfy": _l("Keep satisfied"),
    "inform": _l("Keep informed"),
    "observe": _l("Keep an eye on"),
}
