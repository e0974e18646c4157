"""Formulas as MathML, which browsers draw and screen readers speak."""

BREAK = "<!--break-->"
"""Where a formula may continue on the next line of a narrow screen."""


def mi(text: str) -> str:
    """Write a name: one letter is set in italics, several upright."""
    return f"<mi>{text}</mi>"


def mn(value: object) -> str:
    """Write a number."""
    return f"<mn>{value}</mn>"


def mo(text: str) -> str:
    """Write an operator or a bracket."""
    return f"<mo>{text}</mo>"


def row(*parts: str) -> str:
    """Put parts side by side."""
    return f"<mrow>{''.join(parts)}</mrow>"


def sub(base: str, index: str) -> str:
    """Put an index at a base."""
    return f"<msub>{base}{index}</msub>"


def sup(base: str, power: str) -> str:
    """Raise a base to a power."""
    return f"<msup>{base}{power}</msup>"


def frac(above: str, below: str) -> str:
    """Write a fraction."""
    return f"<mfrac>{above}{below}</mfrac>"


def root(inside: str, degree: str) -> str:
    """Write a root of some degree."""
    return f"<mroot>{inside}{degree}</mroot>"


def square_root(inside: str) -> str:
    """Write a square root."""
    return f"<msqrt>{inside}</msqrt>"


def under(base: str, below: str) -> str:
    """Write something below an operator."""
    return f"<munder>{base}{below}</munder>"


def over(base: str, above: str) -> str:
    """Write a mark above a letter."""
    return f'<mover accent="true">{base}{above}</mover>'


def bars(*parts: str) -> str:
    """Write |...|."""
    return row(mo("|"), *parts, mo("|"))


def call(name: str, *arguments: str) -> str:
    """Write a function with its arguments."""
    inside = mo(",").join(arguments)
    return row(name, mo("("), inside, mo(")"))


def total(over_what: str, *parts: str) -> str:
    """Write a sum."""
    return row(under(mo("∑"), over_what), *parts)


def symbol(key: str, *parts: str) -> str:
    """Mark parts as a symbol that has a picture."""
    return f'<mrow data-symbol="{key}">{"".join(parts)}</mrow>'


def inline(content: str) -> str:
    """Write a formula within a line of words."""
    return f"<math>{content}</math>"


def display(content: str) -> str:
    """Write a formula on a line of its own."""
    pieces = "".join(f'<math display="block">{p}</math>' for p in content.split(BREAK))
    return f'<div class="line">{pieces}</div>'


B_P = sub(mi("b"), mi("p"))
B_E = sub(mi("b"), mi("e"))
BEST = f"<msubsup>{mi('b')}{mi('e')}{mo('*')}</msubsup>"
SIM = mi("sim")
SIM_A = sub(mi("sim"), mi("A"))
SIM_S = sub(mi("sim"), mi("S"))
RD_B = call(mi("RD"), B_P)
RD = call(mi("RD"), mi("P"), mi("E"))
GS = call(mi("GS"), mi("P"), mi("E"))
VSI = call(mi("VSI"), mi("P"), mi("E"))
WEIGHT = call(mi("w"), B_P)
GAMMA = mi("γ")
PER_PIXEL = frac(mn(1), row(mi("l"), mo("·"), mi("l")))
EQUALS, MINUS, PLUS, TIMES = mo("="), mo("−"), mo("+"), mo("·")
