"""All that is drawn with Textual: the app, its screens, their widgets, and how each kind of card looks."""
