"""The window: it shows what `desktop` knows and lets a clerk decide; it decides nothing itself."""
