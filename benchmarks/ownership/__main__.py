"""`python -m benchmarks.ownership`: the figures of ownership alone, in half a minute."""

from benchmarks.ownership.timed import ownership
from benchmarks.some import command

command(ownership, "what concerns ownership")()
