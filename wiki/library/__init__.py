"""`content/` and the database, both ways."""
