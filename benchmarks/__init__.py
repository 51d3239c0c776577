"""Measurements. `site` is the speed of the build; `vram` will be what models need on a real graphics card."""
