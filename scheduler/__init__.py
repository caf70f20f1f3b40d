"""Crosstalk: speed-networking breakfasts at which people from different sectors really meet.

The map of the house is in ``docs/architecture.md``. Nothing is imported here, so that
importing the engine does not load the web framework.
"""

__version__ = "0.1.0"
"""The version of the project, of its engine and of the plans that it writes."""
