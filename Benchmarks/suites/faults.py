"""Puts a fault into a program, for tasks in which one is to be mended.

A fault is a small change of the text that a hurried person could have made. Which of the possible ones is taken is decided
by a hash, so that the same task always gets the same fault.
"""
import hashlib
import re

# A kind of fault: patterns and what takes their place.
CHANGES = {
    "comparison": [(r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > ")],
    "equality": [(r" == ", " != "), (r" != ", " == "), (r" === ", " !== "), (r" !== ", " === ")],
    "operator": [
        (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " + "), (r" // ", " % "), (r" % ", " // "), (r" \+= ", " -= "),
    ],
    "off-by-one": [(r" [-+] 1\b", ""), (r"(?<!-)(?<!- )\b1\b", "0"), (r"\b0\b", "1"), (r"\b2\b", "1")],
    "logic": [(r"\band\b", "or"), (r"\bor\b", "and"), (r"&&", "||"), (r"\|\|", "&&")],
    "extreme": [(r"\bmin\(", "max("), (r"\bmax\(", "min(")],
    "boolean": [(r"\bTrue\b", "False"), (r"\bFalse\b", "True"), (r"\btrue\b", "false"), (r"\bfalse\b", "true")],
    "swapped arguments": [(r"(\w+)\(([^(),]+), ([^(),]+)\)", r"\1(\3, \2)")],
    "sorting": [(r"\bsorted\((\w+)\)", r"list(\1)"), (r"\.sort\(.*\)(?=[.;])", ""), (r"-(?=\w+\[)", ""), (r"\.reverse\(\)", "")],
}
# Lines in which nothing is changed.
HEADS = ("def ", "class ", "import ", "from ", "export function", "export class")


def faulty_versions(text, kind):
    """All versions of a program with one fault of a kind, in the order of the text."""
    lines = text.split("\n")
    if kind == "dropped statement":
        for number, line in enumerate(lines):
            # A whole statement that changes something, gives nothing its first value and is not the first of its block.
            is_statement = re.match(r"\s+(?:\S+ [-+*/]= |\w+\[.*\] = |[\w.]+\.\w+\(.*\);?$|del |continue)", line)
            is_whole = line.count("(") == line.count(")") and not line.endswith(("{", "[", "("))
            if is_statement and is_whole and not lines[number - 1].endswith((":", ",")):
                yield "\n".join(lines[:number] + lines[number + 1:])
        return
    if kind == "missing case":
        for number, line in enumerate(lines):
            if re.match(r"\s*if .*: *$", line) and re.match(r"\s+(?:raise|return|continue)", lines[number + 1]):
                yield "\n".join(lines[:number] + lines[number + 2:])
            elif re.match(r"\s*if \(.*\) (?:throw|return|continue).*;$", line):
                yield "\n".join(lines[:number] + lines[number + 1:])
        return
    for number, line in enumerate(lines):
        if line.lstrip().startswith(HEADS):
            continue
        for pattern, replacement in CHANGES[kind]:
            for match in re.finditer(pattern, line):
                changed = line[:match.start()] + match.expand(replacement) + line[match.end():]
                yield "\n".join(lines[:number] + [changed] + lines[number + 1:])


def with_fault(text, kind, seed, is_suitable):
    """The first version that is suitable, in an order that the seed decides; `None` where none is."""
    versions = [version for version in faulty_versions(text, kind) if version != text]
    order = sorted(range(len(versions)), key=lambda index: hashlib.sha256(f"{seed} {index}".encode()).digest())
    return next((versions[index] for index in order if is_suitable(versions[index])), None)
