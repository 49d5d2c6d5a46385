"""Commands that connect to a directory and publish in it."""
