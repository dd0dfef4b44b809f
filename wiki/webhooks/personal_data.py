"""Webhooks keep nothing about people; what looks like it is said here."""

from wiki.core.about_people import PersonalData


def declare(registry: PersonalData) -> None:
    """Tell what only looks as if it spoke of people."""
    registry.add(
        (),
        {
            "webhook.name": "what administrators call a webhook",
            "webhook.events": "what a webhook is told of",
            "webhook.kinds": "which kinds of entries it is told of",
            "webhook.secret": "signs what a webhook sends",
            "webhook.old_secret": "the same, for a day longer",
            "webhook.address": "where a webhook sends to",
            "webhook_delivery.body": "what was sent to a program; names of people are never in it",
        },
    )
