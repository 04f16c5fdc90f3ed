"""Problems whose drawing or working would never end."""

from tests.packs.attacks.making import HARMLESS, MANY, Attack, cards, problem

ATTACKS = [
    Attack(
        "a huge shape",
        problem("", vary="{n: {from: 1, to: 9, shape: [99999, 99999]}}"),
        "at most 4096 elements",
    ),
    Attack(
        "a shape of many sides",
        problem("", vary="{n: {from: 1, to: 9, shape: [" + "1, " * 5000 + "1]}}"),
        "at most",
    ),
    Attack("a range without end", problem("", vary="{n: {from: 0, to: 1e300}}"), "values to draw from"),
    Attack(
        "a range of tiny steps",
        problem("", vary="{n: {from: 0, to: 1, step: 1e-300}}"),
        "values to draw from",
    ),
    Attack(
        "more different values than there are",
        problem("", vary="{n: {from: 1, to: 9, shape: 20, distinct: true}}"),
        "different values are asked for",
    ),
    Attack(
        "twenty thousand values",
        problem("", vary="{n: [" + ", ".join(map(str, range(MANY))) + "]}"),
        HARMLESS,
    ),
    Attack(
        "twenty thousand givens",
        problem("", vary="{n: [1], " + ", ".join(f"v{n}: [1, 2]" for n in range(MANY)) + "}"),
        "must have at most",
    ),
    Attack(
        "ten thousand levels",
        problem("  levels: {" + ", ".join(f"{n}: {{fixed: {{k{n}: 1}}}}" for n in range(2, 10_000)) + "}\n"),
        "must have at most 100 items",
    ),
    Attack(
        "ninety levels",
        problem("  levels: {" + ", ".join(f"{n}: {{fixed: {{k{n}: 1}}}}" for n in range(2, 92)) + "}\n"),
        "a level is a number from 2 to 9",
    ),
    Attack(
        "level 10 to the 18",
        problem("  levels: {1000000000000000000: {fixed: {k: 1}}}\n"),
        "a level is a number from 2 to 9",
    ),
    Attack(
        "a power that would take for ever", problem("", steps="{half: n**9**9**9}"), "nothing can be drawn"
    ),
    Attack(
        "a factorial that would take for ever",
        problem("", steps="{half: factorial(factorial(100*n))}"),
        "nothing can be drawn",
    ),
    Attack("a condition that would take for ever", problem("  where: 9**9**9 > n\n"), "nothing can be drawn"),
    Attack(
        "a condition that nothing meets, slowly",
        problem("  where: sum(w*w) < 0\n  let: {}\n", vary="{n: [2], w: {from: 1, to: 999, shape: 4096}}"),
        "nothing can be drawn",
    ),
    Attack(
        "a mistake that would take for ever",
        problem("  mistakes: [{of: half, id: far, formula: n**9**9, say: S}]\n"),
        "never visible",
    ),
    Attack(
        "a formula of a million signs",
        problem("", steps="{half: " + "n+" * 500_000 + "n}"),
        "must be at most 20,000 characters",
    ),
    Attack(
        "a formula in a thousand brackets",
        problem("", steps="{half: '" + "(" * 150 + "n" + ")" * 150 + "'}"),
        "nested",
    ),
    Attack(
        "a formula that imports",
        problem("", steps="{half: \"__import__('os').system('true')\"}"),
        "only a function's name can be called",
    ),
    Attack(
        "a formula that looks inside",
        problem("", steps="{half: n.__class__.__bases__}"),
        "not part of the expression language",
    ),
    Attack("a formula with a lambda", problem("", steps="{half: '(lambda: 1)()'}"), "can't be read here"),
    Attack(
        "ten thousand steps",
        problem("", steps="{half: n/2, " + ", ".join(f"s{n}: half*{n}" for n in range(10_000)) + "}"),
        "must have at most",
    ),
    Attack(
        "steps that double each other",
        problem(
            "",
            steps="{s0: n, " + ", ".join(f"s{n}: s{n - 1}*s{n - 1}" for n in range(1, 60)) + ", half: s59}",
        ),
        "nothing can be drawn",
    ),
    Attack(
        "a thousand conditions",
        problem("  where: [" + ", ".join(["n > 0"] * 10_000) + "]\n"),
        "must have at most",
    ),
    Attack(
        "a prompt of ten thousand places",
        cards(
            "- id: one\n  kind: problem\n  concept: kernel\n"
            "  vary: {n: [2, 3]}\n  steps: {half: n/2}\n"
            "  ask: half\n  prompt: '" + "{n} " * 4_900 + "'\n"
        ),
        HARMLESS,
    ),
    Attack(
        "ten thousand tests",
        problem("  tests: [" + ", ".join("{with: {n: 2}, answer: 1}" for _ in range(10_000)) + "]\n"),
        "must have at most",
    ),
    Attack(
        "a tolerance beyond all measure", problem("", ask="{half: {within: 1e999999999%}}"), "must be a share"
    ),
    Attack("a hundred tries", problem("  tries: 100\n"), "must be at most 5"),
]
