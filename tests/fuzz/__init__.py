"""A long search for files and sentences that make the program fail: `make fuzz`."""
