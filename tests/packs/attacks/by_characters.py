"""What stands in texts and names: escape sequences, bidi, markup of screens and pages."""

from tests.packs.attacks.making import Attack, card, cards

SAFE_TEXTS = {
    "Textual's action link": "'[@click=app.quit]click[/]'",
    "Rich's colours": "'[bold red on white]loud[/bold red on white]'",
    "a stray closing tag of markup": "'[/] [/bold] [/'",
    "a link in Rich's markup": "'[link=http://x]y[/link]'",
    "HTML and a script": "'<script>alert(1)</script><img src=x onerror=alert(1)>'",
    "a Markdown link to a command": "'[click](javascript:alert(1)) [b](file:///etc/passwd)'",
    "an image": "'![x](http://example.org/pixel.png)'",
    "template places of other languages": "'${7*7} #{7*7} <%= 7*7 %> {% x %}'",
    "Python's format places": "'{0.__class__} {__import__} %s %(x)s {!r}'",
    "shell substitutions": "'$(reboot) `reboot` ; rm -rf /'",
    "ten thousand asterisks": "'" + "*" * 10_000 + "'",
    "ten thousand opening brackets": "'" + "[" * 10_000 + "'",
    "ten thousand backticks": "'" + "`" * 10_000 + "'",
    "ten thousand dollars": "'" + "$" * 10_000 + "'",
    "ten thousand quotes of quotes": "'" + "> " * 5_000 + "'",
    "lists within lists": "|\n" + "".join("    " + "  " * n + f"- {n}\n" for n in range(60)),
    "a table of a thousand columns": "|\n    " + "|a" * 1000 + "|\n    " + "|-" * 1000 + "|\n",
    "letters with fifty accents": "'" + "e" + "\u0301" * 50 + "'",
    "the widest characters": "'" + "𒐫﷽" * 500 + "'",
    "private characters": "'\ue000\U000f0000'",
}

ATTACKS = [
    Attack("an escape sequence", card("'a\x1b[2J'"), "U+001B is not allowed"),
    Attack("an escape sequence, escaped", card(r'"\e]0;title\a"'), "U+001B is not allowed"),
    Attack("an OSC 8 link, escaped", card(r'"\x1b]8;;http://x\x1b\\y"'), "U+001B is not allowed"),
    Attack("a C1 control, escaped", card(r'"\x9b2J"'), "U+009B is not allowed"),
    Attack("a bell and a backspace", card(r'"\a\b"'), "U+0007 is not allowed"),
    Attack("a bidi override", card("'a\u202eb'"), "U+202E is not allowed"),
    Attack("a bidi isolate, escaped", card(r'"\u2066"'), "U+2066 is not allowed"),
    Attack("a zero-width space", card("'a\u200bb'"), "U+200B is not allowed"),
    Attack("a zero-width joiner, escaped", card(r'"a\u200db"'), "U+200D is not allowed"),
    Attack("a tag character", card("'a\U000e0041'"), "U+E0041 is not allowed"),
    Attack("an invisible letter", card("'a\u3164'"), "U+3164 is not allowed"),
    Attack("a control character in a key", cards('- {"id\\x1b": one}\n'), "U+001B is not allowed"),
    Attack("a control character in the title", cards('title: "\\x1b[2J"\n', "pack.yaml"), "U+001B"),
    Attack("a forged line in a key", cards('- {"a\\n/etc/passwd:1:1: b": 1}\n'), "the key kind is missing"),
    Attack("a forged workflow command", card(more='  "a\\n::error::b": 1\n'), "unknown key"),
    *[Attack(f"shown as it stands: {name}", card(text)) for name, text in SAFE_TEXTS.items()],
]
