"""The journal, undo, resume and plans."""
