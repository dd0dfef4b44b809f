"""`python -m benchmarks.learning`: the figures of paths, read confirmation, games and missing terms alone."""

from benchmarks.learning.timed import learning
from benchmarks.some import command

command(learning, "what concerns learning")()
