"""Answers told: a headline, tables, charts, and the files of an output directory. Nothing is computed."""
