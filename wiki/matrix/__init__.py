"""The matrix: touchpoints or processes × departments, functions or people."""
