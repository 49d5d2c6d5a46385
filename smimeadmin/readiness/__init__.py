"""Joins directory, collection and key store: who can sign, who can be encrypted to."""
