#!/usr/bin/env python3
"""Converts a spaCy pipeline's named entity recogniser into one model file of Lectern (`.lnm`).

    pip install "spacy>=3.7,<4" blake3
    python convert.py PIPELINE_FOLDER LANG.lnm

PIPELINE_FOLDER is what `spacy.load` takes: the folder with `meta.json`, `ner/`, `vocab/` and `tokenizer`. Taken over are
the `ner` component and what it stands on: tokeniser, norms, hash embeddings, static vectors if the model has them (their
projection is folded into the table). Left out are all other components and the texts of the 685,000 keys of the vectors,
of which only hashes are kept. Weights become f16; everything else is exact.

The format is documented in `assets/entities/README.md`, and read by `src/entities/model/file.rs`. What Lectern cannot run
(other architectures, floret vectors, ...) is refused here with a sentence that says what is the matter. Before the file
is written, norms and shapes of odd strings are computed the way Lectern does and compared with spaCy's own.
"""
import re
import struct
import sys
import unicodedata

import blake3
import numpy as np
import spacy
from spacy.attrs import NORM, ORTH
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.strings import hash_string
from spacy.symbols import IDS
from spacy.tokenizer import Tokenizer

try:
    from re import _constants as sre, _parser
except ImportError:  # before Python 3.11
    import sre_constants as sre
    import sre_parse as _parser

MAGIC = b"Lectern NER\n"
VERSION = 1
ALL = range(sys.maxunicode + 1)


class Refused(Exception):
    """A model that Lectern cannot run, and why."""


# --- Bytes -------------------------------------------------------------------------------------------------------------


def u8(n):
    return struct.pack("<B", n)


def u16(n):
    return struct.pack("<H", n)


def u32(n):
    return struct.pack("<I", n)


def u64(n):
    return struct.pack("<Q", n)


def text(s):
    """A string: its length in bytes, then UTF-8."""
    data = s.encode("utf8")
    return u32(len(data)) + data


def many(items):
    """A list: its length, then its items one after another."""
    items = list(items)
    return u32(len(items)) + b"".join(items)


def halves(array):
    """An array as f16, row by row; its shape is known to the reader from elsewhere."""
    out = np.ascontiguousarray(array, dtype="<f2")
    if not np.isfinite(out).all():
        raise Refused("a weight does not fit into f16")
    return out.tobytes()


def section(tag, *parts):
    """A part of the file: four letters, its length, its bytes."""
    body = b"".join(parts)
    return tag.encode("ascii") + u32(len(body)) + body


# --- Regular expressions: from Python's syntax to Rust's ---------------------------------------------------------------
#
# Written anew from Python's own parse, so that no difference in escapes, classes or set operators can slip through.

SPACES = [c for c in ALL if chr(c).isspace()]
CATEGORIES = {
    sre.CATEGORY_DIGIT: r"\p{Nd}",
    sre.CATEGORY_NOT_DIGIT: r"\P{Nd}",
    sre.CATEGORY_WORD: r"\p{L}\p{N}_",
    sre.CATEGORY_SPACE: "".join(rf"\x{{{c:x}}}" for c in SPACES),
    sre.CATEGORY_NOT_SPACE: "[^" + "".join(rf"\x{{{c:x}}}" for c in SPACES) + "]",
}


def char(code):
    c = chr(code)
    plain = (c.isalnum() and unicodedata.category(c)[0] == "L") or c in "0123456789"
    return c if plain else rf"\x{{{code:x}}}"


def merged(ranges):
    """Ranges in order, without overlap."""
    out = []
    for low, high in sorted(ranges):
        if out and low <= out[-1][1] + 1:
            out[-1][1] = max(out[-1][1], high)
        else:
            out.append([low, high])
    return out


def char_class(items):
    negated, ranges, classes = False, [], []
    for op, value in items:
        if op is sre.NEGATE:
            negated = True
        elif op is sre.LITERAL:
            ranges.append((value, value))
        elif op is sre.RANGE:
            ranges.append(value)
        elif op is sre.CATEGORY and value in CATEGORIES:
            classes.append(CATEGORIES[value])
        else:
            raise Refused(f"its tokeniser uses {op} {value} in a regular expression")
    spelt = "".join(char(a) if a == b else f"{char(a)}-{char(b)}" for a, b in merged(ranges))
    return f"[{'^' if negated else ''}{spelt}{''.join(classes)}]"


def rust(tree):
    """A parsed regular expression in Rust's syntax."""
    return "".join(rust_item(op, value) for op, value in tree)


def rust_item(op, value):
    if op is sre.LITERAL:
        return char(value)
    if op is sre.NOT_LITERAL:
        return f"[^{char(value)}]"
    if op is sre.ANY:
        return r"[^\n]"
    if op is sre.IN:
        return char_class(value)
    if op is sre.BRANCH:
        return "(?:" + "|".join(rust(branch) for branch in value[1]) + ")"
    if op is sre.SUBPATTERN:
        if value[1] & ~re.UNICODE or value[2]:
            raise Refused("its tokeniser uses inline flags in a regular expression")
        return f"(?:{rust(value[3])})"
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        low, high, inner = value
        most = "" if high is sre.MAXREPEAT else high
        return f"(?:{rust(inner)}){{{low},{most}}}" + ("?" if op is sre.MIN_REPEAT else "")
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        way, inner = value
        return f"(?{'<' if way < 0 else ''}{'=' if op is sre.ASSERT else '!'}{rust(inner)})"
    if op is sre.AT and value in (sre.AT_BEGINNING, sre.AT_BEGINNING_STRING):
        return r"\A"
    if op is sre.AT and value in (sre.AT_END, sre.AT_END_STRING):
        # Python's `$` also matches before a final line feed. White space never gets to these expressions.
        return r"\z"
    raise Refused(f"its tokeniser uses {op} in a regular expression")


def parsed(function):
    """The parse of the regular expression a tokeniser's function came from, and the flags to write before it."""
    pattern = function.__self__
    tree = _parser.parse(pattern.pattern, pattern.flags)
    if pattern.flags & ~(re.UNICODE | re.IGNORECASE):
        raise Refused("its tokeniser compiles a regular expression with flags other than IGNORECASE")
    if pattern.flags & re.IGNORECASE:
        add_turkish(tree.data)
        return tree, "(?i)"
    return tree, ""


def add_turkish(items):
    """Without regard to case, Python takes the Turkish `İ` and `ı` for an `i`, and Rust does not: says so."""
    more = [(sre.LITERAL, 0x130), (sre.LITERAL, 0x131)]
    for at, (op, value) in enumerate(items):
        if op is sre.LITERAL and value in (0x49, 0x69):
            items[at] = (sre.IN, [(op, value), *more])
        elif op is sre.IN and any(low <= c <= high for low, high in map(as_range, value) for c in (0x49, 0x69)):
            value.extend(more)
        for inner in subtrees(op, value):
            add_turkish(inner.data)


def subtrees(op, value):
    """The patterns inside an item of a parsed one."""
    if op is sre.BRANCH:
        return value[1]
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return [value[2]]
    if op in (sre.ASSERT, sre.ASSERT_NOT):
        return [value[1]]
    return [value[3]] if op is sre.SUBPATTERN else []


def alternatives(tree):
    """The top-level alternatives of a pattern, with what was factored out before them put back."""
    items = list(tree)
    if len(items) == 1 and items[0][0] is sre.SUBPATTERN and not items[0][1][1]:
        return alternatives(items[0][1][3])
    for at, (op, value) in enumerate(items):
        if op is sre.BRANCH:
            if at + 1 != len(items):
                break
            return [items[:at] + inner for branch in value[1] for inner in alternatives(branch)]
        if op is not sre.AT:
            break
    return [items]


def looks_around(tree):
    """Whether look-around, which plain automata cannot do, occurs anywhere in it."""
    return "ASSERT" in str(tree)


def prefix_pattern(function):
    """The prefixes: the first alternative that matches at the start wins. Neighbours without look-around are put together."""
    if function is None:
        return ""
    tree, flags = parsed(function)
    groups = []
    for items in alternatives(tree):
        if not items or items[0] != (sre.AT, sre.AT_BEGINNING):
            return flags + rust(tree)
        plain = not looks_around(items)
        if plain and groups and groups[-1][0]:
            groups[-1][1].append(rust(items[1:]))
        else:
            groups.append((plain, [rust(items[1:])]))
    return flags + r"\A(?:" + "|".join("(?:" + "|".join(group) + ")" for _, group in groups) + ")"


def suffix_patterns(function):
    """The suffixes as (characters of look-behind, pattern): each ends at the end, and the longest of all wins.

    A search from the left for alternatives that all end with `$` finds the longest, so their order is of no account. A
    look-behind of fixed length at the start of an alternative is matched as part of it, and its length taken off after.
    """
    if function is None:
        return []
    tree, flags = parsed(function)
    groups = {}
    for items in alternatives(tree):
        behind, body = [], list(items)
        if body and body[0][0] is sre.ASSERT and body[0][1][0] < 0:
            behind, body = body[0][1][1], body[1:]
        fits = body and body[-1] == (sre.AT, sre.AT_END) and not looks_around(body) and not looks_around(behind)
        low, high = width(behind)
        if not fits or low != high or "'AT_" in str(body[:-1]):
            return [(0, flags + rust(tree))]
        groups.setdefault(low, []).append(rust(behind) + rust(body[:-1]))
    return [(n, flags + "(?:" + "|".join(group) + r")\z") for n, group in sorted(groups.items())]


def width(items):
    low = high = 0
    if items:
        low, high = items.getwidth()
    return low, high


def whole_pattern(function):
    """A pattern of which only whether it matches counts; so its alternatives may be put in any order.

    French lists some thousand words, many with a class of all letters at the end: those with the same ending are put
    together, which makes a pattern of a megabyte small enough for an automaton.
    """
    if function is None:
        return ""
    tree, flags = parsed(function)
    groups = {}
    for items in alternatives(tree):
        cut = len(items)
        while cut > 0 and items[cut - 1][0] is not sre.LITERAL:
            cut -= 1
        groups.setdefault(rust(items[cut:]), []).append(rust(items[:cut]))
    spelt = [f"(?:{'|'.join(dict.fromkeys(heads))}){tail}" for tail, heads in groups.items()]
    return flags + r"\A(?:" + "|".join(spelt) + ")"


# --- Which strings no expression can match -----------------------------------------------------------------------------


def can_match(tree, within):
    """False only if the pattern matches nowhere in any string made of the characters in `within` alone."""
    return all(item_can_match(op, value, within) for op, value in tree)


def item_can_match(op, value, within):
    if op is sre.LITERAL:
        return value in within
    if op is sre.IN:
        if any(kind in (sre.NEGATE, sre.CATEGORY) for kind, _ in value):
            negated = value[0][0] is sre.NEGATE
            one = re.compile(char_class_python(value))
            return any(one.match(chr(c)) for c in within) if not negated else True
        return any(low <= c <= high for low, high in map(as_range, value) for c in within)
    if op is sre.BRANCH:
        return any(can_match(branch, within) for branch in value[1])
    if op is sre.SUBPATTERN:
        return can_match(value[3], within)
    if op in (sre.MAX_REPEAT, sre.MIN_REPEAT):
        return value[0] == 0 or can_match(value[2], within)
    if op is sre.ASSERT:
        return can_match(value[1], within)
    return True  # negations and places: never the reason that nothing matches


def as_range(item):
    """First and last character of a part of a class; none for a category."""
    op, value = item
    if op in (sre.LITERAL, sre.RANGE):
        return (value, value) if op is sre.LITERAL else value
    return 1, 0


def char_class_python(items):
    names = {sre.CATEGORY_DIGIT: r"\d", sre.CATEGORY_SPACE: r"\s", sre.CATEGORY_WORD: r"\w"}
    out = ""
    for op, value in items:
        if op is sre.CATEGORY and value not in names:
            return r"[\s\S]"
        out += names[value] if op is sre.CATEGORY else ""
        if op in (sre.LITERAL, sre.RANGE):
            low, high = as_range((op, value))
            out += f"\\U{low:08x}-\\U{high:08x}"
    return f"[{out}]"


def never_split(tokenizer, within):
    """Whether strings of these characters alone are always one token, unless they are a special case."""
    functions = (tokenizer.prefix_search, tokenizer.suffix_search, tokenizer.infix_finditer)
    return not any(f is not None and can_match(parsed(f)[0], within) for f in functions)


# Letters up to Latin Extended-B; `src/entities/model/tokeniser/mod.rs` takes the same.
PLAIN_LETTERS = {c for c in range(0x250) if chr(c).isalpha()}
PLAIN_DIGITS = {c for c in range(0x30, 0x3A)}


# --- The parts of the file ---------------------------------------------------------------------------------------------


def meta_section(nlp):
    m = nlp.meta
    names = [m["lang"], f"{m['lang']}_{m['name']}", m["version"], m.get("license", ""), m.get("author", "")]
    return section("META", *(text(str(name)) for name in names))


def ranges_of(test):
    return merged((c, c) for c in ALL if test(chr(c)))


def character_section():
    """Letters and digits as Python's Unicode has them, and white space."""
    tests = (str.isalpha, str.isdigit, str.isspace)
    return section("CHAR", *(many(u32(a) + u32(b) for a, b in ranges_of(test)) for test in tests))


def norm_id(norm):
    return IDS[norm] if norm in IDS else hash_string(norm)


def tokeniser_section(nlp):
    tok = nlp.tokenizer
    if type(tok) is not Tokenizer:
        raise Refused(f"its tokeniser is not spaCy's own but {type(tok).__name__}")
    for a in SPACES:
        for b in [chr(a), chr(a) + "\n", chr(a) * 3]:
            if b != " " and b not in tok.rules and [t.text for t in tok("a " + b + "a")][1:2] != [b]:
                raise Refused("its tokeniser splits white space")
    flags = never_split(tok, PLAIN_LETTERS) | never_split(tok, PLAIN_DIGITS) << 1
    dots = {c for c in range(0x3000) if c != 0x2E}
    flags |= (tok.url_match is None or not can_match(parsed(tok.url_match)[0], dots)) << 2
    patterns = [
        text(prefix_pattern(tok.prefix_search)),
        many(u32(n) + text(p) for n, p in suffix_patterns(tok.suffix_search)),
        text("" if tok.infix_finditer is None else "".join(reversed((rust(parsed(tok.infix_finditer)[0]), parsed(tok.infix_finditer)[1])))),
        text(whole_pattern(tok.token_match)),
        text("" if tok.url_match is None else parsed(tok.url_match)[1] + r"\A(?:" + rust(parsed(tok.url_match)[0]) + ")"),
    ]
    rules = []
    for key, parts in sorted(tok.rules.items()):
        norms = [part.get(NORM) for part in parts]
        rules.append(text(key) + many(
            u32(len(part[ORTH].encode("utf8"))) + u64(norm_id(norm) if norm else 0) for part, norm in zip(parts, norms)))
    # Special cases that affixes could break are found again as sequences of the tokens they were broken into.
    bare = Tokenizer(nlp.vocab, {}, tok.prefix_search, tok.suffix_search, tok.infix_finditer, tok.token_match, tok.url_match)
    broken = {
        tuple(t.text for t in bare(key))
        for key in tok.rules
        if not tok.faster_heuristics or tok.find_prefix(key) or tok.find_infix(key) or tok.find_suffix(key) or " " in key
    }
    sequences = many(many(map(text, sequence)) for sequence in sorted(broken))
    return section("TOKN", u8(flags), *patterns, many(rules), sequences)


def norms_of(nlp):
    """String id -> id of its norm, for all strings whose norm is not just their lower case."""
    table = {norm_id(k): norm_id(v) for k, v in BASE_NORMS.items()}
    if nlp.vocab.lookups.has_table("lexeme_norm"):
        table |= {k: norm_id(v) for k, v in nlp.vocab.lookups.get_table("lexeme_norm").items()}
    return table


def string_section(nlp):
    symbols = sorted((hash_string(name), number) for name, number in IDS.items() if name)
    pairs = [symbols, sorted(norms_of(nlp).items())]
    return section("STRS", *(many(u64(a) + u64(b) for a, b in table) for table in pairs))


def check_norms(nlp):
    """Refuses a language that makes norms in a way of its own."""
    table = norms_of(nlp)
    odd = ["Straße", "ÀÉÎ", "ΣΑΣ", "İstanbul", "can't", "’", "$", "€", "--", "1990s", "ﬁn", "Ǆ", "“", "colour", "X"]
    for word in odd + [s for s in list(nlp.vocab.strings)[:20000] if s and not s.isspace()]:
        want = nlp.vocab.strings[nlp.vocab[word].norm_]
        found = table.get(norm_id(word), norm_id(word.lower()))
        if found != want:
            raise Refused(f"it makes the norm of {word!r} in a way of its own")


def network_sections(nlp):
    model = nlp.get_pipe("ner").model
    nodes = list(model.walk())
    by_name = lambda name: [n for n in nodes if n.name == name]
    array = lambda node, name: np.asarray(node.get_param(name), dtype=np.float32)
    if not model.attrs.get("has_upper"):
        raise Refused("its decoder has no upper layer")
    known = {"hashembed", "maxout", "layernorm", "linear", "precomputable_affine", "static_vectors"}
    unknown = {n.name for n in nodes if n.param_names and n.name not in known}
    if unknown or len(by_name("linear")) != 2 or any(n.attrs["window_size"] != 1 for n in by_name("expand_window")):
        raise Refused(f"its network has another shape than Lectern knows {sorted(unknown)}")
    columns = by_name("extract_features")[0].attrs["columns"]
    features = ["NORM", "PREFIX", "SUFFIX", "SHAPE", "LOWER", "ORTH"]
    if any(str(c) not in features for c in columns):
        raise Refused(f"it looks at {columns}; Lectern knows {features}")
    tables = by_name("hashembed")
    maxouts, norms = by_name("maxout"), by_name("layernorm")
    upper, project = by_name("linear")
    affine = by_name("precomputable_affine")[0]
    wide, pieces, first = array(maxouts[0], "W").shape
    hidden = array(project, "W").shape[0]
    moves = nlp.get_pipe("ner").moves
    names = [moves.get_class_name(i) for i in range(moves.n_moves)]
    vectors = by_name("static_vectors")
    shape = [wide, pieces, first, len(maxouts) - 1, hidden, array(affine, "b").shape[1], len(names), bool(vectors)]
    if pieces != 3 or shape[5] != 2 or array(affine, "W").shape[0] != 3 or any(m.get_param("W").shape[2] != 3 * wide for m in maxouts[1:]):
        raise Refused("its network has other dimensions than Lectern knows")
    yield section("DIMS", *(u32(int(n)) for n in shape))
    yield section("MOVE", many(map(text, names)))
    order = [tables[[t.attrs["column"] for t in tables].index(i)] for i in range(len(tables))]
    yield section("EMBD", many(
        u8(features.index(str(c))) + u32(t.attrs["seed"]) + u32(t.get_param("E").shape[0]) for c, t in zip(columns, order)
    ), *(halves(array(t, "E")) for t in order))
    yield section("ENCO", *(
        halves(array(node, p)) for m, n in zip(maxouts, norms) for node, p in ((m, "W"), (m, "b"), (n, "G"), (n, "b"))
    ))
    yield section("DECO", *(halves(array(node, p)) for node, p in (
        (project, "W"), (project, "b"), (affine, "W"), (affine, "b"), (affine, "pad"), (upper, "W"), (upper, "b"))))
    if vectors:
        yield from vector_sections(nlp, array(vectors[0], "W"), vectors[0].attrs.get("key_attr", "ORTH"))


def vector_sections(nlp, project, key):
    """The vectors with their projection folded in; the upper 40 bits of their keys, sorted, and 16-bit rows.

    Of a key's 40 bits the first 16 are told by how many keys begin with each, and only the other 24 are written. So one
    unknown word in 1.6 million gets a stranger's vector. Keys that are the same in all 40 bits are listed whole before.
    """
    vectors = nlp.vocab.vectors
    if str(vectors.mode) != "default" or key != "ORTH":
        raise Refused("its vectors are not a plain table by word")
    if vectors.data.shape[0] > 65536:
        raise Refused("it has more than 65,536 vectors")
    folded = np.asarray(vectors.data, dtype=np.float32) @ project.T
    keys = np.array(list(vectors.key2row.keys()), dtype=np.uint64)
    rows = np.array(list(vectors.key2row.values()), dtype=np.int64)
    keys, rows = keys[rows >= 0], rows[rows >= 0]
    hashes = keys >> np.uint64(24)
    unique, counts = np.unique(hashes, return_counts=True)
    clash = np.isin(hashes, unique[counts > 1])
    exact = sorted(zip(keys[clash].tolist(), rows[clash].tolist()))
    order = np.argsort(hashes[~clash])
    hashes, rows = hashes[~clash][order], rows[~clash][order]
    counts = np.bincount((hashes >> np.uint64(24)).astype(np.int64), minlength=1 << 16)
    if counts.max() > 65535:
        raise Refused("its vectors' keys are spread unevenly")
    yield section("VECT", u32(len(folded)), halves(folded))
    lower = (hashes & np.uint64(0xFFFFFF)).astype("<u4").view(np.uint8).reshape(-1, 4)[:, :3]
    yield section("VKEY", many(u64(k) + u16(r) for k, r in exact), counts.astype("<u2").tobytes(),
                  lower.tobytes(), rows.astype("<u2").tobytes())


def convert(folder, out):
    nlp = spacy.load(folder)
    if "ner" not in nlp.pipe_names:
        raise Refused("it has no entity recogniser")
    check_norms(nlp)
    body = b"".join([meta_section(nlp), character_section(), tokeniser_section(nlp), string_section(nlp), *network_sections(nlp)])
    data = MAGIC + u32(VERSION) + u64(len(body)) + blake3.blake3(body).digest() + body
    with open(out, "wb") as file:
        file.write(data)
    print(f"{out}: {len(data):,} bytes, BLAKE3 {blake3.blake3(data).hexdigest()}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    try:
        convert(sys.argv[1], sys.argv[2])
    except Refused as why:
        sys.exit(f"{sys.argv[1]} cannot be converted: {why}.")
