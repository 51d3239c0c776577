"""VRAM: what each model holds, needs and takes, from its published configuration. The site never imports this."""
