"""Programs for those who work on the wiki; nothing here is shipped."""
