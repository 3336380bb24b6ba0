"""The tests; the folders mirror the capabilities they look at."""
