"""What is measured here has seconds of the processor, whatever else the machine does."""

from tests.engine.conftest import seconds_of_the_processor

__all__ = ["seconds_of_the_processor"]
