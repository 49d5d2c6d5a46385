"""Objects to lines: views, tables, lists, errors, and the formats of --output-format."""
