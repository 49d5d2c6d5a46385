"""The implementations of the exchange port."""
