"""Rounds and submissions (rounds, submissions …), the consolidated report (consolidat…)."""
