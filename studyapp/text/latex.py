"""Reading LaTeX maths: a string in, the tree of the formula or a located error out."""

import re
from dataclasses import replace
from unicodedata import normalize

from studyapp.errors import StudyError
from studyapp.i18n import N_
from studyapp.text.formula import EMPTY, Accent, Fenced, Fraction, Grid, Node, Root, Row, Scripts, Sign
from studyapp.text.symbols import ACCENTS, COMMANDS, DELIMITERS, FONTS, SIGNS, WORDS, Kind

LONGEST = 2000
DEEPEST = 30


class FormulaError(StudyError):
    """LaTeX that cannot be read; `column` counts from 1 within the formula."""

    def __init__(self, template: str, /, column: int, **values: object) -> None:
        super().__init__(template, **values)
        self.column = column


_TOKEN = re.compile(r"\\(?:[A-Za-z]+\*?|.)|\s+|.", re.DOTALL)
_ESCAPED = re.compile(r"\\([%_&#${} ])")
_ENDS = frozenset(("}", "]", "&", r"\\", r"\right", r"\end"))


def read(latex: str) -> Node:
    """The tree of a formula; raises FormulaError where it cannot be read."""
    if len(latex) > LONGEST:
        raise FormulaError(
            "a formula has at most {most} characters, this has {length}",
            column=LONGEST + 1,
            most=LONGEST,
            length=len(latex),
        )
    return _Reader(latex).whole()


class _Reader:
    """One pass over the tokens of a formula."""

    def __init__(self, latex: str) -> None:
        self.latex = latex
        self.tokens = [(found.group(), found.start()) for found in _TOKEN.finditer(latex)]
        self.at = 0
        self.depth = 0

    def whole(self) -> Node:
        """The formula to its end; lines broken by `\\\\` become a grid."""
        lines = [(self.row(),)]
        while self.peek() == r"\\":
            self.at += 1
            lines.append((self.row(),))
        if self.peek():
            raise self.fault(N_("{token} stands here without its beginning"), token=self.peek())
        return lines[0][0] if len(lines) == 1 else Grid("gathered", tuple(lines))

    def peek(self) -> str:
        """The next token that is no space; empty at the end."""
        while self.at < len(self.tokens) and self.tokens[self.at][0].isspace():
            self.at += 1
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def fault(self, template: str, **values: object) -> FormulaError:
        """An error that points at the next token."""
        column = self.tokens[self.at][1] + 1 if self.at < len(self.tokens) else len(self.latex) + 1
        return FormulaError(template, column=column, **values)

    def expect(self, token: str, after: str) -> None:
        """Step over `token`, which must come now."""
        if self.peek() != token:
            raise self.fault(N_("{token} is missing after {after}"), token=token, after=after)
        self.at += 1

    def row(self, end: str = "") -> Node:
        """What stands side by side up to `end`, or to what ends a row around it."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault(N_("a formula nests at most {most} deep"), most=DEEPEST)
        items: list[Node] = []
        while (token := self.peek()) and token != end and (token not in _ENDS or token == "]"):
            if token in ("^", "_"):
                self.at += 1
                self.attach(items, token)
            elif token == "'":
                self.at += 1
                _raise(items, Sign("′", Kind.LETTER))
            else:
                _add(items, self.item())
        self.depth -= 1
        return items[0] if len(items) == 1 else Row(tuple(items))

    def attach(self, items: list[Node], mark: str) -> None:
        """Put what follows `^` or `_` at the last item."""
        script = self.argument(mark)
        base = items.pop() if items else EMPTY
        old = base if isinstance(base, Scripts) else Scripts(base)
        if mark == "^":
            primes = isinstance(old.above, Sign) and old.above.text == "′"
            if old.above is not None and not primes:
                raise self.fault(N_("there are two superscripts at one place: put the first in braces"))
            items.append(replace(old, above=Row((old.above, script)) if old.above is not None else script))
        else:
            if old.below is not None:
                raise self.fault(N_("there are two subscripts at one place: put the first in braces"))
            items.append(replace(old, below=script))

    def argument(self, after: str) -> Node:
        """What a command or script applies to: a group in braces, one command, or one character."""
        token = self.peek()
        if not token or token in _ENDS - {"]"}:
            raise self.fault(N_("something is missing after {after}"), after=after)
        node = self.item(single=True)
        if isinstance(node, Sign) and node.kind is Kind.SPACE:
            return self.argument(after)
        return node

    def item(self, single: bool = False) -> Node:
        """The next thing of a row; a number counts as one thing unless `single` asks for its first digit."""
        token, start = self.tokens[self.at]
        self.at += 1
        if token == "{":
            inside = self.row("}")
            self.expect("}", "{")
            return _grouped(inside)
        if token[0] == "\\":
            return self.command(token[1:], start)
        if token.isdecimal():
            return Sign(token if single else token + self.more_digits(), Kind.NUMBER)
        return Sign(*SIGNS.get(token, (token, Kind.LETTER)))

    def more_digits(self) -> str:
        """The rest of a number, with its decimal point."""
        digits = ""
        while self.at < len(self.tokens):
            token = self.tokens[self.at][0]
            following = self.tokens[self.at + 1][0] if self.at + 1 < len(self.tokens) else ""
            if not (token.isdecimal() or (token == "." and following.isdecimal())):
                break
            digits += token
            self.at += 1
        return digits

    def command(self, name: str, start: int) -> Node:
        """What a command stands for, with its arguments."""
        shown = "\\" + name
        match name:
            case "frac" | "dfrac" | "tfrac" | "cfrac":
                return Fraction(self.argument(shown), self.argument(shown))
            case "binom":
                return Grid("binom", ((self.argument(shown),), (self.argument(shown),)))
            case "sqrt":
                return self.root()
            case "left":
                return self.fenced()
            case "begin":
                return self.grid()
            case "operatorname" | "operatorname*" | "mathop":
                return Sign(self.word(shown), Kind.FUNCTION)
            case "not":
                return self.negated()
            case "pmod":
                return Fenced("(", Row((Sign("mod", Kind.FUNCTION), self.argument(shown))), ")")
            case _ if name in WORDS:
                return _word(self.word(shown))
            case _ if name in FONTS:
                return _restyled(self.argument(shown), FONTS[name])
            case _ if name in ACCENTS:
                return Accent(name, self.argument(shown))
            case _ if name in COMMANDS:
                return Sign(*COMMANDS[name])
        raise FormulaError("{command} is no command we can draw", column=start + 1, command=shown)

    def negated(self) -> Sign:
        """`\\not=` and the like."""
        sign = self.argument(r"\not")
        if not isinstance(sign, Sign):
            raise self.fault(N_(r"\not goes before one sign"))
        return Sign(normalize("NFC", sign.text + "\u0338"), sign.kind)

    def root(self) -> Root:
        """`\\sqrt{…}` or `\\sqrt[n]{…}`."""
        degree = None
        if self.peek() == "[":
            self.at += 1
            degree = self.row("]")
            self.expect("]", r"\sqrt[")
        return Root(self.argument(r"\sqrt"), degree)

    def fenced(self) -> Fenced:
        """`\\left( … \\right)`."""
        left = self.delimiter(r"\left")
        inside = self.row()
        self.expect(r"\right", r"\left")
        return Fenced(left, inside, self.delimiter(r"\right"))

    def delimiter(self, after: str) -> str | None:
        """The bracket after `\\left` or `\\right`; a point stands for none."""
        token = self.peek()
        if not token:
            raise self.fault(N_("a bracket is missing after {after}"), after=after)
        self.at += 1
        if token == ".":
            return None
        return COMMANDS[token[1:]][0] if token[1:] in COMMANDS else token

    def grid(self) -> Grid:
        """`\\begin{name} … & … \\\\ … \\end{name}`."""
        name = self.word(r"\begin")
        if name not in DELIMITERS:
            raise self.fault(N_("{name} is no environment we can draw"), name=name)
        if name == "array":
            self.word(r"\begin{array}")
        rows: list[tuple[Node, ...]] = []
        cells = [self.row()]
        while (token := self.peek()) in ("&", r"\\"):
            self.at += 1
            if token == r"\\":
                rows.append(tuple(cells))
                cells = []
            if not (token == r"\\" and self.peek() == r"\end"):
                cells.append(self.row())
        if cells:
            rows.append(tuple(cells))
        self.expect(r"\end", rf"\begin{{{name}}}")
        ending = self.at
        if self.word(r"\end") != name:
            self.at = ending
            raise self.fault(N_(r"\begin{{{name}}} is ended by another name"), name=name)
        return Grid(name, tuple(rows))

    def word(self, after: str) -> str:
        """The text in braces as it stands; without braces the next character."""
        if self.peek() != "{":
            token = self.peek()
            if not token or token in _ENDS:
                raise self.fault(N_("something is missing after {after}"), after=after)
            self.at += 1
            return COMMANDS.get(token[1:], (token,))[0] if token[0] == "\\" else token
        start = self.tokens[self.at][1] + 1
        depth = 0
        for at in range(self.at, len(self.tokens)):
            token, place = self.tokens[at]
            depth += (token == "{") - (token == "}")
            if depth == 0:
                self.at = at + 1
                return _ESCAPED.sub(r"\1", self.latex[start:place])
        raise self.fault(N_("{token} is missing after {after}"), token="}", after=after + "{")


def _add(items: list[Node], item: Node) -> None:
    """Put an item at the end of a row; a closing bracket takes all since its opening one with it."""
    if isinstance(item, Sign) and item.kind is Kind.CLOSE:
        for at in range(len(items) - 1, -1, -1):
            opened = items[at]
            if isinstance(opened, Sign) and opened.kind is Kind.OPEN:
                inside = items[at + 1 :]
                items[at:] = [
                    Fenced(opened.text, inside[0] if len(inside) == 1 else Row(tuple(inside)), item.text)
                ]
                return
    if not (isinstance(item, Sign) and not item.text):  # as `\\limits` is
        items.append(item)


def _raise(items: list[Node], prime: Sign) -> None:
    """Put a prime at the last item."""
    base = items.pop() if items else EMPTY
    old = base if isinstance(base, Scripts) else Scripts(base)
    items.append(replace(old, above=prime if old.above is None else Row((old.above, prime))))


def _grouped(inside: Node) -> Node:
    """What braces hold; an operator in braces of its own is a mere letter, as in TeX."""
    if isinstance(inside, Sign) and inside.kind not in (Kind.NUMBER, Kind.WORD, Kind.FUNCTION, Kind.BIG):
        return Sign(inside.text, Kind.LETTER)
    return inside


def _word(text: str) -> Sign:
    """Text within maths: a word keeps its distance from letters, one letter is a letter."""
    return Sign(text, Kind.WORD if len(text) > 1 else Kind.LETTER)


def _restyled(node: Node, letters: dict[str, str]) -> Node:
    """The same in another alphabet."""
    match node:
        case Sign():
            return Sign("".join(letters.get(char, char) for char in node.text), node.kind)
        case Row():
            return Row(tuple(_restyled(item, letters) for item in node.items))
        case Scripts():
            return replace(node, base=_restyled(node.base, letters))
        case Accent() | Root():
            return replace(node, inside=_restyled(node.inside, letters))
        case _:
            return node
