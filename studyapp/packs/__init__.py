"""Packs: YAML to cards, concepts and problems, with every fault told at its place."""
