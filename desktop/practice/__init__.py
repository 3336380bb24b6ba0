"""The practice county (演练): invented people and organisations, and the main job done on them from end to end."""

from desktop.practice.county import ACCOUNTS, build
from desktop.practice.journey import run
from desktop.practice.tour import Step

__all__ = ["ACCOUNTS", "Step", "build", "run"]
