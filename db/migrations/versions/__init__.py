"""One file a step; a step never uses today's table classes."""
