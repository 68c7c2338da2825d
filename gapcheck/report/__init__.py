"""Where data become words: one view, and a module for each format that places it."""
