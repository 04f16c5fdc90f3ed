"""The words everybody speaks: frozen records of cards, questions, grades, attempts. No third-party import."""
