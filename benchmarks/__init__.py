"""What the project costs, measured side by side with the alternative. See docs/benchmarks.md."""
