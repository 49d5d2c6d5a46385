"""The language: text in, syntax tree out; it runs nothing and reads no file."""
