"""How we come to know it: YAML under data/ → records, or a list of problems with file, line and column."""
