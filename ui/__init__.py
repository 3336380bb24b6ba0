"""The window: it shows what `desktop` knows and lets a clerk decide; it decides nothing itself."""

from pathlib import Path


def start(workspace_path: Path | None = None) -> int:
    """Open the window on a workspace, or on the first start when there is none; returns the exit code."""
    from ui.application import run

    return run(workspace_path)


__all__ = ["start"]
