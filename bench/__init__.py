"""Speed: the engine beside other ways to compute the same answers. Nothing here is a test."""
