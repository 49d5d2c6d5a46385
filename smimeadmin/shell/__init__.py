"""The shell wing: a language, an engine, a formatter and a prompt; it knows no S/MIME."""
