"""The language of duties and claims: grammar, trees, printing, checking, compiling."""
