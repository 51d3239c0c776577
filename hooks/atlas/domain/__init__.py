"""What is true: the records of the registry and what follows from them. Standard library and pydantic only."""
