"""The sandbox (政策试算): the county's own claims of a period decided anew under a draft policy; nothing is written."""

from desktop.replay.running import Moved, Replay, Share, replay
from desktop.replay.telling import record, told, write

__all__ = ["Moved", "Replay", "Share", "record", "replay", "told", "write"]
