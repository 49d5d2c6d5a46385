"""Commands about what is connected."""
