"""What the palette offers, a file for each kind of thing; `command` says what one is."""
