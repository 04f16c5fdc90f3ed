"""What YAML itself can do: bombs, tags, keys twice, nesting, surprising scalars."""

from tests.packs.attacks.making import HARMLESS, LONG, MANY, Attack, card, cards

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{b}: &{b} [{','.join(f'*{a}' for _ in range(9))}]\n"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)
ATTACKS = [
    Attack("a bomb of aliases", cards(BOMB), "anchors (&a) are not taken"),
    Attack("an anchor that holds itself", cards("- &a [*a]\n"), "anchors (&a) are not taken"),
    Attack("an alias to nothing", cards("- *a\n"), "aliases (*a) are not taken"),
    Attack("a merge key", card(more="  <<: {demo: x}\n"), "unknown key <<"),
    Attack("a merge of an alias", cards("- <<: *base\n"), "aliases (*base) are not taken"),
    Attack("Python's object tag", cards("- !!python/object/apply:os.system [reboot]\n"), "are not taken"),
    Attack("a tag of binary data", cards("- !!binary aGVsbG8=\n"), "tags (!!binary) are not taken"),
    Attack("a tag of a set", cards("!!set {a, b}\n"), "tags (!!set) are not taken"),
    Attack("a local tag", cards("- !include /etc/passwd\n"), "tags (!include) are not taken"),
    Attack("a tag directive", cards("%TAG ! tag:evil,2000:\n---\n- !x 1\n"), "are not taken"),
    Attack("a version from the future", cards("%YAML 9.9\n---\n- 1\n"), "YAML"),
    Attack("a key twice", card(more="  answer: No.\n"), "stands here a second time"),
    Attack("a key twice in two spellings", card(more="  'answer': No.\n"), "stands here a second time"),
    Attack("a second document", cards("- 1\n---\n- 2\n"), "a second document begins here"),
    Attack("no as a truth value", card("no", "yes"), HARMLESS),
    Attack("on and off as keys", card(more="  on: off\n"), "unknown key on"),
    Attack("a time that was a number", card("1:30", "190:20:30"), HARMLESS),
    Attack("an octal number that is none", card("012", "0o14"), HARMLESS),
    Attack("a tilde for nothing", card("~"), "must be a text or {en: …, zh: …}, is empty"),
    Attack("nothing where a list belongs", card(more="  tags: ~\n"), "is empty"),
    Attack("a number that is none", card(".nan", ".inf"), "a number must be finite"),
    Attack("a key that is a list", cards("- ? [a, b]\n  : c\n"), "a key must be a word"),
    Attack("a key that is a truth value", cards("- true: 1\n"), "put it in quotes"),
    Attack("lists nested without end", cards("[" * MANY), "nested more than 64 deep"),
    Attack("mappings nested without end", cards("{a: " * MANY), "nested more than 64 deep"),
    Attack("lists nested by dashes", cards("- " * MANY), "nested more than 64 deep"),
    Attack("a number of a million digits", card("1" * 1_000_000), "this number is too long to be meant"),
    Attack("an exponent of a billion", card("1e999999999"), "this number is too long to be meant"),
    Attack("a key of a million characters", cards("- " + "k" * 1000 + ": 1\n"), "the key kind is missing"),
    Attack("a string that is never closed", cards("- '" + "x" * LONG), "this quote is never closed"),
    Attack("a comment of four megabytes", cards("#" + "x" * LONG + "\n[]\n"), HARMLESS),
    Attack("two hundred thousand empty items", cards("-\n" * 200_000), "must be a card"),
]
