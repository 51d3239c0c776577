"""Diffusion Atlas, the core: registry → lineage, views, pages. No MkDocs, no network, no clock."""
