"""How well search answers what colleagues would ask of the starter library: `python -m benchmarks.relevance`."""
