"""Studying without a screen: the workspace, a session through due cards, a quiz, and what came of them."""
