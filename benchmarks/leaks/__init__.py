"""
The whole catalogue of leaks against everything that claims to find leaks. See docs/leak-bench.md.

`python -m benchmarks leaks` runs it, as much of it as is asked for, and writes the tables.
"""
