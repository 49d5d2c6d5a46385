"""The prompt: line editor, completion, colours, history; the only part with prompt_toolkit."""
