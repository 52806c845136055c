"""The workflow engine of a city's port office: what the notice asks, run and proved by events."""

__version__ = "0.1.0"
