"""How it may be seen: registry → frozen view data. No markup, no language, no files."""
