"""How fast the site is built, and how that grows: `python -m benchmarks.site`."""
