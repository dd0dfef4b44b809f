"""Database, outbox, audit, clock, text and Markdown: knows no feature and no request."""
