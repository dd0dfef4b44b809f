"""Inbox and mail."""
