"""What employees and customers notice, and what becomes of it."""
