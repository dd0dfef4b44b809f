"""A large company's duties: how fast matrix, dashboards, checks and lists answer."""
