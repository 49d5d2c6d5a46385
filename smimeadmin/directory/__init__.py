"""Accounts and the raw values of their certificate attributes."""
