"""Deep-learning fundamentals in the terminal: scheduled cards, generated problems, demonstrations."""

__version__ = "0.1.0"
