"""The commands that every PowerShell has."""
