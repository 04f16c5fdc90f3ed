"""Packs made to hang, crash, fill or take over whoever reads them: each with what becomes of it.

An attack writes into the folder of an otherwise sound pack. It is *refused*, which a sentence among the
faults says, or *harmless*: the cards load, and what they show holds nothing that steers a terminal.
"""

from tests.packs.attacks import by_characters, by_files, by_problems, by_sizes, by_yaml

ATTACKS = [
    *by_yaml.ATTACKS,
    *by_files.ATTACKS,
    *by_characters.ATTACKS,
    *by_sizes.ATTACKS,
    *by_problems.ATTACKS,
]
