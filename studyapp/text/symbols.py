"""What the commands of LaTeX maths are written as, and how each behaves beside its neighbours."""

from enum import StrEnum


class Kind(StrEnum):
    """How a sign behaves beside others: what space it takes, and how tightly it binds."""

    LETTER = "letter"
    NUMBER = "number"
    WORD = "word"
    PLUS = "plus"
    TIMES = "times"
    RELATION = "relation"
    FUNCTION = "function"
    BIG = "big"
    COMMA = "comma"
    OPEN = "open"
    CLOSE = "close"
    SPACE = "space"
    # What a sign is not by itself, but in its place:
    UNARY = "unary"
    TIGHT = "tight"
    FRACTION = "fraction"
    FENCE = "fence"


def _pair(pair: str) -> tuple[str, str]:
    name, _equals, sign = pair.partition("=")
    return name, sign or name


def _table(kind: Kind, signs: str) -> dict[str, tuple[str, Kind]]:
    """`name sign name sign …` as a table; a name alone stands for itself."""
    return {name: (sign, kind) for name, sign in (_pair(pair) for pair in signs.split())}


COMMANDS: dict[str, tuple[str, Kind]] = {
    **_table(
        Kind.LETTER,
        "alpha=α beta=β gamma=γ delta=δ epsilon=ε varepsilon=ε zeta=ζ eta=η theta=θ vartheta=ϑ iota=ι "
        "kappa=κ lambda=λ mu=μ nu=ν xi=ξ omicron=ο pi=π rho=ρ sigma=σ tau=τ upsilon=υ phi=φ varphi=φ chi=χ "
        "psi=ψ omega=ω Gamma=Γ Delta=Δ Theta=Θ Lambda=Λ Xi=Ξ Pi=Π Sigma=Σ Upsilon=Υ Phi=Φ Psi=Ψ Omega=Ω "
        "partial=∂ nabla=∇ infty=∞ ell=ℓ hbar=ℏ emptyset=∅ varnothing=∅ top=⊤ bot=⊥ forall=∀ exists=∃ "
        "neg=¬ lnot=¬ dots=… ldots=… cdots=⋯ vdots=⋮ ddots=⋱ prime=′ degree=° angle=∠ star=⋆ checkmark=✓ "
        "colon=: vert=| Vert=‖ | backslash=\\ Re=ℜ Im=ℑ aleph=ℵ imath=ı jmath=ȷ",
    ),
    "|": ("‖", Kind.LETTER),
    "%": ("%", Kind.LETTER),
    "_": ("_", Kind.LETTER),
    "&": ("&", Kind.LETTER),
    "#": ("#", Kind.LETTER),
    "$": ("$", Kind.LETTER),
    **_table(Kind.PLUS, "pm=± mp=∓ oplus=⊕ ominus=⊖ cup=∪ cap=∩ setminus=∖ lor=∨ vee=∨"),
    **_table(
        Kind.TIMES,
        "cdot=· times=× div=÷ ast=* odot=⊙ otimes=⊗ circ=∘ bullet=• land=∧ wedge=∧ bmod=mod",
    ),
    **_table(
        Kind.RELATION,
        "le=≤ leq=≤ leqslant=≤ ge=≥ geq=≥ geqslant=≥ ne=≠ neq=≠ lt=< gt=> approx=≈ equiv=≡ sim=∼ simeq=≃ "
        "cong=≅ propto=∝ ll=≪ gg=≫ in=∈ notin=∉ ni=∋ subset=⊂ subseteq=⊆ supset=⊃ supseteq=⊇ to=→ "
        "rightarrow=→ leftarrow=← gets=← leftrightarrow=↔ Rightarrow=⇒ Leftarrow=⇐ Leftrightarrow=⇔ "
        "implies=⇒ iff=⇔ mapsto=↦ longrightarrow=⟶ mid=∣ parallel=∥ perp=⊥ uparrow=↑ downarrow=↓ "
        "coloneqq=≔ triangleq=≜ therefore=∴ because=∵",
    ),
    **_table(
        Kind.FUNCTION,
        "log ln lg exp sin cos tan cot sec csc sinh cosh tanh arcsin arccos arctan max min sup inf lim det "
        "dim deg gcd arg Pr ker",
    ),
    "argmax": ("arg max", Kind.FUNCTION),
    "argmin": ("arg min", Kind.FUNCTION),
    **_table(Kind.BIG, "sum=∑ prod=∏ int=∫ oint=∮ iint=∬ bigcup=⋃ bigcap=⋂ bigoplus=⨁ bigotimes=⨂"),
    **_table(Kind.OPEN, "lfloor=⌊ lceil=⌈ lvert=| lVert=‖ langle=⟨ lbrace={ lbrack=[ lparen=("),
    **_table(Kind.CLOSE, "rfloor=⌋ rceil=⌉ rvert=| rVert=‖ rangle=⟩ rbrace=} rbrack=] rparen=)"),
    "{": ("{", Kind.OPEN),
    "}": ("}", Kind.CLOSE),
    **dict.fromkeys((",", ":", ";", ">", " ", "enspace", "thinspace"), (" ", Kind.SPACE)),
    "quad": ("  ", Kind.SPACE),
    "qquad": ("    ", Kind.SPACE),
    **dict.fromkeys(
        ("!", "limits", "nolimits", "displaystyle", "textstyle", "scriptstyle"), ("", Kind.SPACE)
    ),
    **dict.fromkeys(
        (size + side for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")),
        ("", Kind.SPACE),
    ),
}
"""By the command's name: the sign, and its kind."""

SIGNS: dict[str, tuple[str, Kind]] = {
    **{sign: (sign, kind) for sign, kind in COMMANDS.values() if len(sign) == 1 and sign not in " |"},
    **{sign: (sign, Kind.PLUS) for sign in "+−"},
    **{sign: (sign, Kind.RELATION) for sign in "=<>"},
    **{sign: (sign, Kind.COMMA) for sign in ",;，；"},
    **{sign: (sign, Kind.OPEN) for sign in "([（"},
    **{sign: (sign, Kind.CLOSE) for sign in ")]）"},
    "-": ("−", Kind.PLUS),
    "*": ("*", Kind.TIMES),
    "/": ("/", Kind.TIMES),
    "~": (" ", Kind.SPACE),
    "|": ("|", Kind.LETTER),
    ":": (":", Kind.LETTER),
}
"""The same for signs that stand for themselves; any other sign is a letter."""

TIGHT = frozenset("·/*")
"""Signs of multiplication that take no space."""

ACCENTS = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0305",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a",
    "underline": "\u0332",
}
"""The combining mark of each accent."""

WORDS = frozenset(
    ("text", "mathrm", "textrm", "textbf", "textit", "mathit", "mathsf", "texttt", "mathtt", "mbox")
)
"""Commands whose braces hold a word as it is."""

DELIMITERS: dict[str, tuple[str | None, str | None]] = {
    "matrix": (None, None),
    "smallmatrix": (None, None),
    "array": (None, None),
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": ("{", "}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": ("{", None),
    **dict.fromkeys(("aligned", "align", "align*", "split", "gathered", "gather", "gather*"), (None, None)),
}
"""What stands left and right of each environment."""

SUPERSCRIPTS = {
    **dict(zip("0123456789+−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾", strict=True)),
    **dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    **dict(zip("ABDEGHIJKLMNOPRTUVW", "ᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ", strict=True)),
    **dict(zip("βγδ′*⊤", "ᵝᵞᵟ′*ᵀ", strict=True)),
}
SUBSCRIPTS = {
    **dict(zip("0123456789+−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True)),
    **dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
    **dict(zip("βγρφχ", "ᵦᵧᵨᵩᵪ", strict=True)),
}


def _alphabet(capital_a: int, small_a: int, **exceptions: str) -> dict[str, str]:
    """The letters of one of Unicode's mathematical alphabets."""
    letters = {chr(ord("A") + place): chr(capital_a + place) for place in range(26)}
    letters |= {chr(ord("a") + place): chr(small_a + place) for place in range(26)}
    return letters | exceptions


_BOLD = {
    **_alphabet(0x1D400, 0x1D41A),
    **{str(digit): chr(0x1D7CE + digit) for digit in range(10)},
    **{chr(0x3B1 + place): chr(0x1D6C2 + place) for place in range(25)},
    **{chr(0x391 + place): chr(0x1D6A8 + place) for place in range(25) if place != 17},
}
_DOUBLE = _alphabet(0x1D538, 0x1D552, C="ℂ", H="ℍ", N="ℕ", P="ℙ", Q="ℚ", R="ℝ", Z="ℤ")
_SCRIPT = _alphabet(
    0x1D49C, 0x1D4B6, B="ℬ", E="ℰ", F="ℱ", H="ℋ", I="ℐ", L="ℒ", M="ℳ", R="ℛ", e="ℯ", g="ℊ", o="ℴ"
)
FONTS = {
    **dict.fromkeys(("mathbf", "boldsymbol", "bm", "mathbfit"), _BOLD),
    "mathbb": _DOUBLE,
    **dict.fromkeys(("mathcal", "mathscr"), _SCRIPT),
    "mathnormal": {},
}
"""Letters as each font has them; what a font does not have stays plain."""
