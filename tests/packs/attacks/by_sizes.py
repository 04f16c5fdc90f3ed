"""Too much of something."""

from tests.packs.attacks.making import HARMLESS, LONG, MANY, Attack, card, cards

EACH_OTHER = ", ".join(f"c{number}" for number in range(100))
ALIKE = "Why is it so that all of these are one and the same"

ATTACKS = [
    Attack("a text of four megabytes", card("'" + "x" * LONG + "'"), "must be at most 20,000 characters"),
    Attack("a formula of many braces", card("'$" + "{" * 900 + "}" * 900 + "$'"), "cannot be drawn"),
    Attack("a formula without end", card("'$" + "x^" * 5000 + "$'"), "cannot be drawn"),
    Attack("a root within roots", card("'$" + r"\sqrt{" * 300 + "1" + "}" * 300 + "$'"), "cannot be drawn"),
    Attack("fractions in fractions", card("'$" + r"\frac{1}{" * 25 + "1" + "}" * 25 + "$'"), HARMLESS),
    Attack("twenty thousand hints", card(more=f"  hints: [{'h, ' * MANY}h]\n"), "must have at most"),
    Attack("twenty thousand tags", card(more=f"  tags: [{'t, ' * MANY}t]\n"), "must have at most"),
    Attack(
        "twenty thousand former ids",
        card(more="  was: [" + ", ".join(f"a{n}" for n in range(MANY)) + "]\n"),
        "must have at most",
    ),
    Attack(
        "twenty thousand unknown keys", card(more="".join(f"  k{n}: 1\n" for n in range(MANY))), "unknown key"
    ),
    Attack(
        "twenty thousand odd ids",
        cards("".join(f"- {{id: A{n}, kind: basic}}\n" for n in range(MANY))),
        "must be small letters",
    ),
    Attack(
        "two thousand cards of an unknown concept",
        cards(
            "".join(
                f"- {{id: a{n}, kind: basic, concept: kernal, question: Q, answer: A}}\n"
                for n in range(2_000)
            )
        ),
        "unknown concept",
    ),
    Attack(
        "twenty thousand items to order",
        cards(
            "- {id: one, kind: order, concept: kernel, question: Q, items: ["
            + ", ".join(f"i{n}" for n in range(MANY))
            + "]}\n"
        ),
        "must have at most 8 items",
    ),
    Attack(
        "twenty thousand options",
        cards(
            "- {id: one, kind: choice, concept: kernel, question: Q, options: ["
            + ", ".join(f"{{text: o{n}, right: true}}" for n in range(MANY))
            + "]}\n"
        ),
        "must have at most 8 options",
    ),
    Attack(
        "twenty thousand pairs",
        cards(
            "- {id: one, kind: match, concept: kernel, question: Q, pairs: ["
            + ", ".join(f"{{left: l{n}, right: r{n}}}" for n in range(MANY))
            + "]}\n"
        ),
        "must have at most 8",
    ),
    Attack(
        "two hundred thousand gaps",
        cards("- {id: one, kind: cloze, concept: kernel, text: '" + "{{a}} " * 200_000 + "'}\n"),
        "must be at most 20,000 characters",
    ),
    Attack(
        "ten thousand concepts in a row",
        cards(
            "".join(
                f"- {{id: c{n}, name: C, chapter: convolution, needs: [c{n + 1}]}}\n" for n in range(10_000)
            )
            + "- {id: c10000, name: C, chapter: convolution}\n",
            "concepts.yaml",
        ),
        HARMLESS,
    ),
    Attack(
        "ten thousand concepts in a ring",
        cards(
            "".join(
                f"- {{id: c{n}, name: C, chapter: convolution, needs: [c{(n + 1) % 10_000}]}}\n"
                for n in range(10_000)
            ),
            "concepts.yaml",
        ),
        "this closes a circle",
    ),
    Attack(
        "a concept that needs twenty thousand",
        cards(
            "- {id: kernel, name: K, chapter: convolution, needs: ["
            + ", ".join(f"c{n}" for n in range(MANY))
            + "]}\n",
            "concepts.yaml",
        ),
        "must have at most 100 items",
    ),
    Attack(
        "concepts that all need each other",
        cards(
            "".join(
                f"- {{id: c{n}, name: C, chapter: convolution, needs: [{EACH_OTHER}]}}\n" for n in range(100)
            ),
            "concepts.yaml",
        ),
        "this closes a circle",
    ),
    Attack(
        "twenty thousand chapters",
        cards(
            "version: 1\ntitle: T\nchapters: ["
            + ", ".join(f"{{id: c{n}, title: C}}" for n in range(MANY))
            + "]\n",
            "pack.yaml",
        ),
        "must have at most",
    ),
    Attack(
        "three thousand cards that are alike",
        cards(
            "".join(
                f"- {{id: a{n}, kind: basic, concept: kernel, question: {ALIKE} {n % 26}, answer: A}}\n"
                for n in range(3_000)
            )
        ),
        HARMLESS,
    ),
]
