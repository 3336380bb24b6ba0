"""What the workstation decides: deeds, questions and the rules behind them, without a window."""
