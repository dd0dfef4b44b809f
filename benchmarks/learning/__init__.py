"""A company that learns: how fast paths, read confirmation, games and missing terms answer."""
