"""Certification authorities, certificates and keys."""
