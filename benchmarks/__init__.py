"""Reproducible measurements; each part rewrites its own section of docs/benchmarks.md."""
