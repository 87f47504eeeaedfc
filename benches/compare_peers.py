#!/usr/bin/env python3
"""How right and how fast shared passages are found, beside other programs, on the same made-up texts, in the same run.

    python3 benches/compare_peers.py [--documents N] [--edits SHARE …] [--pairs N] [--program LECTERN] [--folder FOLDER]

Plants passages in made-up texts (the same for the same numbers; as `tests/common/planted.rs` does it), gives them to
`lectern shared`, to text-matcher, Quid, CollateX and Python's difflib, and to sim_text and BLAST where these are installed
(Debian has them in the packages similarity-tester and ncbi-blast+), and prints a table for each share of words edited. A
virtual environment with the first three is made in FOLDER (a temporary one without it), which needs the network the first time;
without `--program`, Lectern is built for release.

Lectern, sim_text and BLAST compare each document with each other. sim_text knows words that are the same only, and says in which
lines they stand, not where in them. BLAST is given letters as amino acids, as Vesanto and others did for newspapers (2017), the
stock program without gaps: with them it aligns whole documents of one language; what is shorter than 50 letters or less than 85 %
alike is left out. The others compare two texts at a time, and all pairs would take them hours or days: they get the pairs in
which something is planted and as many in which nothing is, at most `--pairs` of each, and the time for all pairs is reckoned from
that. CollateX and Quid are slow even so and get every eleventh pair. text-matcher keeps function words, which is its better
setting here and needs no word list from the network; what it raises on is counted as nothing found.

recall: planted passages of which at least half, and at least four fifths, is found on both sides. precision: passages found of
which at least half is planted on both sides; those in a paragraph that stands in many documents count neither way.
"""
import argparse
import contextlib
import difflib
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import venv
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ["text-matcher==0.1.6", "collatex==2.3", "Levenshtein>=0.25", "Quid==2.6.7"]
SMALL = """the of and to in a that is was he for it with as his on be at by i this had not are but from or have an they which one
you were her all she there would their we him been has when who will more no if out so said what up its about into than""".split()
FEWEST_WORDS = 6
WIDEST_HOLE = 8
AMINO_ACIDS = "LAGVESIKRDTPNQFYMHCWBZX"
FEWEST_LETTERS = 50
LEAST_ALIKE = 85


# The texts.

class Maker:
    """Makes texts of words that mean nothing, as frequent as words of a language are."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        syllables = random.Random(12345)
        words = dict.fromkeys(SMALL)
        while len(words) < 50_000:
            parts = 1 if len(words) < 400 else syllables.choice((1, 2, 2, 2, 3, 3, 4))
            pick = lambda letters: syllables.choice(letters.split())
            part = lambda: pick("b c d f g h j k l m n p r s t v w ch cr fl gr sh st th") + pick("a e i o u ai ea ee oo ou")
            words["".join(part() + (pick("n r s t l m nd") if syllables.random() < 0.4 else "") for _ in range(parts))] = None
        self.words = list(words)
        total, self.shares = 0.0, []
        for rank in range(1, len(self.words) + 1):
            total += 1 / rank**1.05
            self.shares.append(total)
        self.phrases = [self.draw(self.dice.randint(3, 5)) for _ in range(1_000)]

    def draw(self, count):
        return self.dice.choices(self.words, cum_weights=self.shares, k=count)

    def running(self, count):
        """About so many words, with stock phrases among them."""
        words = []
        while len(words) < count:
            words += self.dice.choice(self.phrases) if self.dice.random() < 0.02 else self.draw(1)
        return words

    def edited(self, words, edits):
        new = []
        for word in words:
            kind = self.dice.random() if self.dice.random() < edits else 1.0
            if kind < 0.6:
                word = self.draw(1)[0]
            elif kind < 0.8:
                continue
            elif kind < 1.0:
                new += self.draw(1)
            look = self.dice.random()
            new.append(word.upper() if look < 0.03 else "&" if word == "and" and look < 0.3 else word)
        return new

    def text(self, words):
        """Words as sentences and lines."""
        out, left = [], self.dice.randint(6, 28)
        for word in words:
            left -= 1
            out.append(word + (". " if left == 0 else " "))
            left = left or self.dice.randint(6, 28)
        return "".join(out).strip()


def plant(documents, edits, seed=7):
    """Texts, the passages planted in them, and where paragraphs stand that are in many."""
    maker = Maker(seed)
    dice = maker.dice
    inserts = defaultdict(list)
    for number in range(documents // 5):
        a, b = dice.sample(range(documents), 2)
        words = maker.running(dice.randint(12, 60))
        inserts[a].append((("planted", number), maker.text(words)))
        inserts[b].append((("planted", number), "“" + maker.text(maker.edited(words, edits)) + "”"))
    for number in range(5):
        paragraph = maker.text(maker.draw(dice.randint(18, 40)))
        for document in dice.sample(range(documents), max(2, documents // 20)):
            inserts[document].append((("boilerplate", number), paragraph))
    texts, where = [], defaultdict(list)
    for document in range(documents):
        pieces = [(None, maker.text(maker.running(60))) for _ in range(dice.randint(3, 9))]
        for piece in inserts[document]:
            pieces.insert(dice.randint(0, len(pieces)), piece)
        text, is_wrapped = "", dice.random() < 0.5
        for what, piece in pieces:
            piece = re.sub(r"(.{60,75}?) ", r"\1\n", piece) if is_wrapped else piece
            if what:
                where[what].append((document, len(text), len(text) + len(piece)))
            text += piece + dice.choice((" ", "\n\n"))
        texts.append(text)
    planted = [sorted(places) for (kind, _), places in where.items() if kind == "planted"]
    boilerplate = [place for (kind, _), places in where.items() if kind == "boilerplate" for place in places]
    return texts, planted, boilerplate


# The score.

def share(place, others):
    """The share of a place that others in its document cover."""
    document, start, end = place
    at, covered = start, 0
    for other, begin, stop in sorted(others):
        if other == document and min(stop, end) > max(begin, at):
            covered += min(stop, end) - max(begin, at)
            at = min(stop, end)
    return covered / max(1, end - start)


def touches(one, other):
    return one[0] == other[0] and one[1] < other[2] and other[1] < one[2]


def score(found, planted, boilerplate):
    """recall at a half and at four fifths, and precision."""

    def both(pair, pairs):
        near = [other for other in pairs if touches(pair[0], other[0]) and touches(pair[1], other[1])]
        return min(share(pair[side], [other[side] for other in near]) for side in (0, 1))

    by_documents = lambda pairs: {key: [p for p in pairs if (p[0][0], p[1][0]) == key] for key in {(p[0][0], p[1][0]) for p in pairs}}
    found = [sorted(pair) for pair in found]
    known, expected = by_documents(found), by_documents(planted)
    shares = [both(pair, known.get((pair[0][0], pair[1][0]), [])) for pair in planted]
    counted = [pair for pair in found if min(share(place, boilerplate) for place in pair) < 0.5]
    right = sum(both(pair, expected.get((pair[0][0], pair[1][0]), [])) >= 0.5 for pair in counted)
    recall = lambda least: sum(s >= least for s in shares) / max(1, len(shares))
    return recall(0.5), recall(0.8), right / max(1, len(counted))


# The others: each gives the passages that two texts share, as places in both.

def tokens(text):
    return [(match.group().lower(), match.start(), match.end()) for match in re.finditer(r"\w+", text)]


def with_difflib(a, b):
    """The longest runs of words that are the same, of six words and more."""
    one, other = tokens(a), tokens(b)
    matcher = difflib.SequenceMatcher(None, [word for word, *_ in one], [word for word, *_ in other], autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        if size >= FEWEST_WORDS:
            yield (one[i][1], one[i + size - 1][2]), (other[j][1], other[j + size - 1][2])


def with_text_matcher(a, b):
    from text_matcher.matcher import Matcher, Text

    with contextlib.redirect_stdout(io.StringIO()):
        try:
            matcher = Matcher(Text(a, "a", False), Text(b, "b", False), removeStopwords=False)
        except IndexError:
            return
    for match in matcher.extended_matches:
        sides = [(matcher.textA, match.a, match.sizeA), (matcher.textB, match.b, match.sizeB)]
        spans = [matcher.getLocations(text, at, size + matcher.ngramSize - 1) for text, at, size in sides]
        if all(spans):
            yield tuple(spans)


def with_collatex(a, b):
    """Words that the collation sets against each other, joined over small holes."""
    from collatex import Collation, collate

    sides = [[dict(t=text[start:end], n=word, at=(start, end)) for word, start, end in tokens(text)] for text in (a, b)]
    witnesses = [dict(id=name, tokens=side) for name, side in zip("ab", sides)]
    said = json.loads(collate(Collation.create_from_dict({"witnesses": witnesses}), output="json", segmentation=False))
    run, position, last = [], [0, 0], [0, 0]

    def passage():
        if len(run) >= FEWEST_WORDS:
            yield (run[0][0][0], run[-1][0][1]), (run[0][1][0], run[-1][1][1])

    for cells in zip(*said["table"]):
        here = [cell[0] if cell else None for cell in cells]
        position = [at + (cell is not None) for at, cell in zip(position, here)]
        if all(here) and here[0]["n"] == here[1]["n"]:
            if run and max(at - before for at, before in zip(position, last)) > WIDEST_HOLE:
                yield from passage()
                run = []
            run.append([cell["at"] for cell in here])
            last = position
    yield from passage()


def with_quid(a, b):
    from quid.core.Quid import Quid

    for match in Quid(min_match_length=FEWEST_WORDS, include_text_in_result=False).compare(a, b):
        yield tuple((span.start, span.end) for span in (match.source_span, match.target_span))


PEERS = {
    "text-matcher": (with_text_matcher, 1),
    "Quid": (with_quid, 11),
    "CollateX": (with_collatex, 11),
    "difflib": (with_difflib, 1),
}


def measure(task):
    """In the virtual environment: what each of the others finds in the pairs of a task, as JSON."""
    task = json.loads(Path(task).read_text(encoding="utf8"))
    texts, results = task["texts"], {}
    for name, (find, one_in) in PEERS.items():
        pairs = task["pairs"][::one_in]
        found, begin = [], time.perf_counter()
        for a, b in pairs:
            found += [((a, *x), (b, *y)) for x, y in find(texts[a], texts[b])]
        results[name] = dict(found=found, pairs=pairs, seconds=time.perf_counter() - begin)
    print(json.dumps(results))


def prepare(folder):
    """Makes the virtual environment, unless it is there; gives its Python."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    subprocess.run([python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install", *PACKAGES], check=True)
    return python


def sim_text(folder, texts):
    """What sim_text finds in all pairs, and how long it takes, start and reading included."""
    names = [f"{number}.txt" for number in range(len(texts))]
    begin = time.perf_counter()
    said = subprocess.run(
        ["sim_text", f"-r{FEWEST_WORDS}", "-n", "-w250", *names], cwd=folder, check=True, capture_output=True
    )
    seconds = time.perf_counter() - begin
    line = r"(\d+)\.txt: line (\d+)-(\d+)"
    found = []
    for match in re.finditer(rf"^{line} *\|{line}", said.stdout.decode(), re.MULTILINE):
        numbers = list(map(int, match.groups()))
        sides = (numbers[:3], numbers[3:])
        found.append(tuple((of, line_start(texts[of], first), line_start(texts[of], last + 1)) for of, first, last in sides))
    return [pair for pair in found if pair[0][0] != pair[1][0]], seconds


def blast(folder, texts):
    """What BLAST finds in all pairs of texts written as proteins, and how long it takes, their making and its index included."""
    begin = time.perf_counter()
    letters = [[(at, letter) for at, letter in enumerate(text.lower()) if letter.isalpha()] for text in texts]
    common = Counter(letter for text in letters for _, letter in text).most_common()
    codes = {letter: AMINO_ACIDS[min(rank, len(AMINO_ACIDS) - 1)] for rank, (letter, _) in enumerate(common)}
    proteins = "".join(f">{n}\n{''.join(codes[letter] for _, letter in text)}\n" for n, text in enumerate(letters))
    (folder / "proteins.fa").write_text(proteins, encoding="ascii")
    run = lambda *command: subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.decode()
    run("makeblastdb", "-in", "proteins.fa", "-dbtype", "prot", "-out", "proteins")
    said = run(
        *"blastp -query proteins.fa -db proteins -ungapped -comp_based_stats F -seg no -word_size 6 -threshold 400".split(),
        *"-evalue 1e-15 -max_target_seqs 100000 -num_threads 2 -outfmt".split(),
        "6 qseqid sseqid qstart qend sstart send length ppos",
    )
    found = []
    for line in said.splitlines():
        a, b, a_start, a_end, b_start, b_end, length = map(int, line.split("\t")[:7])
        if a < b and length >= FEWEST_LETTERS and float(line.split("\t")[7]) >= LEAST_ALIKE:
            place = lambda of, first, last: (of, letters[of][first - 1][0], letters[of][last - 1][0] + 1)
            found.append((place(a, a_start, a_end), place(b, b_start, b_end)))
    return found, time.perf_counter() - begin


def line_start(text, line):
    """Where the line begins, counted from 1; where the text ends if there are no more."""
    starts = [0, *(match.end() for match in re.finditer("\n", text)), len(text)]
    return starts[min(line, len(starts)) - 1]


WHOLE = {"sim_text": ("sim_text", sim_text), "BLAST": ("blastp", blast)}


def lectern(program, folder, texts):
    """What Lectern finds in all pairs, and how long it takes, start and reading included."""
    begin = time.perf_counter()
    said = subprocess.run([program, "shared", folder, "--format", "jsonl", "--quiet"], check=True, capture_output=True)
    seconds = time.perf_counter() - begin
    rows = [json.loads(line) for line in said.stdout.decode().splitlines()]
    place = lambda row, side: (int(Path(row[f"document_{side}"]).stem), row[f"start_{side}"], row[f"end_{side}"])
    return [(place(row, "a"), place(row, "b")) for row in rows], seconds


def main(wanted, folder):
    python = prepare(folder)
    program = wanted.program
    if not program:
        subprocess.run(["cargo", "build", "--release"], cwd=ROOT, check=True)
        program = Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")) / "release" / "lectern"
    for edits in wanted.edits:
        texts, planted, boilerplate = plant(wanted.documents, edits)
        with tempfile.TemporaryDirectory() as texts_folder:
            texts_folder = Path(texts_folder)
            for number, text in enumerate(texts):
                (texts_folder / f"{number}.txt").write_text(text, encoding="utf8", newline="")
            found, seconds = lectern(program, texts_folder, texts)
            whole = {
                name: find(texts_folder, texts) for name, (program_of, find) in WHOLE.items() if shutil.which(program_of)
            }
        every = len(texts) * (len(texts) - 1) // 2
        with_planted = sorted({(a[0], b[0]) for a, b in planted})[: wanted.pairs]
        dice, others = random.Random(1), set()
        while len(others) < min(len(with_planted), every - len(with_planted)):
            pair = tuple(sorted(dice.sample(range(len(texts)), 2)))
            others |= {pair} - set(with_planted)
        pairs = [pair for both in zip(with_planted, sorted(others)) for pair in both]
        task = folder / "task.json"
        task.write_text(json.dumps(dict(texts=texts, pairs=pairs)), encoding="utf8")
        said = subprocess.run([python, __file__, "--measure", task], check=True, capture_output=True)
        print(f"\n{len(texts)} documents, {len(planted)} passages planted, {edits:.0%} of their words edited")
        print(f"{'':14}{'recall ½':>10}{'recall ⅘':>10}{'precision':>11}{'ms a pair':>11}{'all pairs':>15}{'Lectern':>13}")

        def line(name, scores, per_pair, note):
            times = per_pair * every / seconds
            ratio = "" if name == "Lectern" else f"{times:,.0f} × as fast" if times >= 10 else f"{times:.2f} × as fast"
            print(f"{name:14}{scores[0]:10.3f}{scores[1]:10.3f}{scores[2]:11.3f}{per_pair * 1000:11.4f}{per_pair * every:13,.1f} s  {ratio}{note}")

        line("Lectern", score(found, planted, boilerplate), seconds / every, "")
        for name, (theirs, taken) in whole.items():
            line(name, score(theirs, planted, boilerplate), taken / every, "")
        for name, result in json.loads(said.stdout).items():
            looked_at = {tuple(pair) for pair in result["pairs"]}
            expected = [pair for pair in planted if (pair[0][0], pair[1][0]) in looked_at]
            theirs = [tuple(map(tuple, pair)) for pair in result["found"]]
            line(name, score(theirs, expected, boilerplate), result["seconds"] / len(looked_at), f" (of {len(looked_at)} pairs)")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        sys.exit(measure(sys.argv[2]))
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--edits", type=float, nargs="+", default=[0.0, 0.05, 0.1, 0.2])
    parser.add_argument("--pairs", type=int, default=200)
    parser.add_argument("--program")
    parser.add_argument("--folder", type=Path)
    wanted = parser.parse_args()
    if wanted.folder:
        wanted.folder.mkdir(parents=True, exist_ok=True)
        main(wanted, wanted.folder.resolve())
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(wanted, Path(temporary))
