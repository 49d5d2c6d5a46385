"""The floor under both wings: errors, clock, names, secrets, values, objects, files, workspace."""
