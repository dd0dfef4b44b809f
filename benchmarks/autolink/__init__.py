"""How well mentions of terms are found: `python -m benchmarks.autolink`, and how fast: `… --speed`."""
