"""Exchange's own commands, and the people of the embedded directory."""
