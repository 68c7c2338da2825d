"""What the files say once they are read and checked, and what the engine answers."""
