"""Certificates, keys, authorities, stores and paths."""
