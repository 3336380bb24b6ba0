"""Official papers as pure functions: facts in, PDF out."""
