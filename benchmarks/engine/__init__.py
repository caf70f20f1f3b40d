"""Compares the engine with plainer ways on the named instances: ``python -m benchmarks.engine``."""
