"""What each setting does, in words; a test names those that are missing. Grouped as the page shows them."""

from typing import Any

from flask_babel import lazy_gettext as _l

GROUPS: tuple[tuple[Any, dict[str, Any]], ...] = (
    (
        _l("The wiki"),
        {
            "brand": _l("What the wiki is called."),
            "company": _l("Whose wiki it is."),
            "contact": _l("Mail address of the CX team, named on entries where nobody nearer is."),
            "base_url": _l("The address people use; links in mail begin with it."),
            "default_language": _l("The language of those who have chosen none."),
            "timezone": _l("The company's time zone."),
        },
    ),
    (
        _l("Reading and releasing"),
        {
            "public_read": _l("Whether released entries may be read without signing in."),
            "four_eyes": _l("Kinds of entries whose release needs a second pair of eyes."),
            "review_months": _l("After how many months an entry should be looked at again, unless it says otherwise."),
            "review_months_of": _l("Kinds that are looked at again after another time, such as guideline=24."),
            "most_accountable": _l("Being accountable for more entries than this is pointed out as too much."),
            "most_consulted": _l("Being consulted about more entries than this is pointed out as too much."),
            "most_responsible": _l("More responsible than this for one object are pointed out as too many."),
            "answer_days": _l("How many days a request waits for its answer before it goes to the next head."),
            "retention_days": _l("How many days the recycle bin keeps an entry."),
        },
    ),
    (
        _l("Signing in and protection"),
        {
            "require_totp": _l("Whether administrators must have a second factor."),
            "session_hours": _l("After how many hours without a visit a session ends."),
            "remember_days": _l("How many days “stay signed in” lasts."),
            "secure_cookies": _l("Whether cookies travel encrypted only; on by itself with https."),
            "webhook_allowed": _l("Hosts and networks of the company's own that webhooks may reach."),
            "trusted_proxies": _l("How many proxies in front tell where a request comes from."),
            "privacy_contact": _l("Whom people ask about their data."),
        },
    ),
    (
        _l("Mail"),
        {
            "smtp_url": _l("The mail server. Without one, links are handed on by hand."),
            "mail_from": _l("The sender of mail."),
            "digest_hour": _l("At which hour the daily mail goes out."),
        },
    ),
    (
        _l("Files and sizes"),
        {
            "data": _l("The folder of database, index, files and keys."),
            "upload_limit": _l("How big one file may be."),
            "upload_quota": _l("How much all files together may take."),
            "form_limit": _l("How big a form may be, such as a long process."),
            "page_cache": _l("Memory for kept pages in each web process."),
        },
    ),
    (
        _l("Operation"),
        {
            "database_url": _l("The database. Empty: SQLite in the data folder."),
            "search_engine": _l("Where the search index lies."),
            "host": _l("The network address the wiki listens on."),
            "port": _l("The port it listens on."),
            "workers": _l("How many web processes run."),
            "threads": _l("How many requests each of them answers at the same time."),
            "log_level": _l("How much is written into the log."),
            "development": _l("For developers only: shows pages that readers do not need."),
            "demo": _l("The sample company, where everybody may sign in as anybody."),
        },
    ),
)

SIZES = frozenset({"upload_limit", "upload_quota", "form_limit", "page_cache"})
"""Settings in bytes."""
SECRET = frozenset({"database_url", "smtp_url"})
"""Addresses that carry credentials: shown without them."""
