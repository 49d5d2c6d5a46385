"""The implementations of the directory port."""
