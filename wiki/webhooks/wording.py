"""Webhooks in words."""

from flask_babel import lazy_gettext as _l

from wiki.webhooks import models, reaching

FORMS = {
    models.JSON: _l("Everything, for programs (JSON)"),
    models.CHAT: _l("One message, for a chat tool"),
}
OFF = {
    "": "",
    models.BY_HAND: _l("Switched off"),
    models.FAILING: _l("Switched off: it failed for three days"),
    models.GONE: _l("Switched off: the receiver says the address is gone"),
}
PROBLEMS = {
    reaching.NO_ADDRESS: _l("This is no address that can be used: https://, a host, no user name and no #."),
    reaching.NOT_SAFE: _l("Only https: what is sent must not be read on the way."),
    reaching.UNKNOWN_NAME: _l("Nobody knows a host of this name."),
    reaching.PRIVATE: _l("This leads into a private network. Hosts the operator has allowed can be reached there."),
    reaching.NO_CONNECTION: _l("No connection"),
    reaching.TIMEOUT: _l("No answer in time"),
    reaching.CERTIFICATE: _l("The certificate is not valid"),
    reaching.REDIRECT: _l("Redirected elsewhere; that is not followed"),
    reaching.ANSWER: _l("The receiver refused it"),
    reaching.UNREADABLE: _l("The answer is no HTTP"),
}
STATES = {
    models.QUEUED: _l("waiting"),
    models.DONE: _l("taken"),
    models.FAILED: _l("given up"),
}
ACTS = {
    "webhook:created": _l("Webhook created"),
    "webhook:changed": _l("Webhook changed"),
    "webhook:secret_renewed": _l("Secret of a webhook renewed"),
    "webhook:switched_on": _l("Webhook switched on"),
    "webhook:switched_off": _l("Webhook switched off"),
    "webhook:sent_again": _l("Message of a webhook sent again"),
    "webhook:removed": _l("Webhook removed"),
    "webhook:tested": _l("Webhook tested"),
}
