"""Assigns rounds: domain facts in, a proven plan out. No web framework, no database."""
