"""Runs that damage things on purpose and count what breaks: `python -m tests.faults NAME --cases N [--seed S]`."""
