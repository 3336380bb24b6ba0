"""The sandbox (政策试算): the county's own claims of a period decided anew under a draft policy; nothing is written."""

from desktop.replay.drafts import begin_draft
from desktop.replay.running import Moved, Replay, Share, replay
from desktop.replay.telling import record, told, write

__all__ = ["Moved", "Replay", "Share", "begin_draft", "record", "replay", "told", "write"]
