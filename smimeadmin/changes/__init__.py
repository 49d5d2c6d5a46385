"""Every write is a Change: planned, journaled before it is made, read back after it."""
