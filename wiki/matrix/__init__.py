"""The matrix: touchpoints or processes by departments, functions or people, filled by keyboard."""
