"""What the workstation remembers: one encrypted SQLite store, its tables and its migrations."""
