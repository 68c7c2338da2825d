"""The tests of gapcheck, with the strategies, builders and oracle that they share."""
