"""The virtual certificate collection."""
