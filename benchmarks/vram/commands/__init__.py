"""What can be done on the command line, one module a command: `arguments(parser)` and `run(options) -> status`."""
