"""The version of krapte."""

__version__ = "0.1.0"
