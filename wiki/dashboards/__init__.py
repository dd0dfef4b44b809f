"""Dashboards: numbers of ownership and currency, each a way to its list."""
