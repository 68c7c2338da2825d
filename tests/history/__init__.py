"""The shipped jurisdictions through time: the turns of history that outside assessors described."""
