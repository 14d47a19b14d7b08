"""The choice: which measures, how much and from when, under a budget a year, and what else is nearly as good."""
