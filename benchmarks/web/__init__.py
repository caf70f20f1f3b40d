"""Measurements of the running product: starting, memory, many visitors at once, paper."""
