"""How each kind of card is asked: one file a kind, found by its name."""
