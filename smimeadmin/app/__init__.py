"""Opens the doors: command line, configuration, and the wiring of every part."""
