"""YAML read as text: every scalar is a string, and every node knows where it stands.

Knows a strict subset of YAML, and how a sentence inside a scalar maps back to its file. Does not
know what any key means, nor the language of the sentences. It is the only door to the YAML library.
"""

from gapcheck.yamldoc.nodes import (
    DEEPEST_NESTING,
    Document,
    Mapping,
    Node,
    Plain,
    Scalar,
    Sequence,
    Steps,
    Style,
)
from gapcheck.yamldoc.reading import LARGEST_FILE, load, parse
from gapcheck.yamldoc.sentences import Embedded, embedded

__all__ = [
    "DEEPEST_NESTING",
    "LARGEST_FILE",
    "Document",
    "Embedded",
    "Mapping",
    "Node",
    "Plain",
    "Scalar",
    "Sequence",
    "Steps",
    "Style",
    "embedded",
    "load",
    "parse",
]
