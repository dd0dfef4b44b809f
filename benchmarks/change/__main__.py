"""`python -m benchmarks.change`: the figures of initiatives, tasks and signals alone."""

from benchmarks.change.timed import change
from benchmarks.some import command

command(change, "what concerns initiatives, tasks and signals")()
