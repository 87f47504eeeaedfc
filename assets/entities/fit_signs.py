#!/usr/bin/env python3
"""Fits the weights of src/entities/rules/signs.rs, by which a name of one word is told for a person's, a body's or a place's.

    cargo test --locked --lib print_observations -- --ignored --nocapture | python3 assets/entities/fit_signs.py

Each line that begins with a brace is a name whose kind is known, with the signs that are seen on it: the line of signs.rs that
looks for the sign, the weights that stand there, and how many parts of it are seen. A multinomial logistic regression with a
quadratic penalty gives each sign a weight for each of the three kinds, in tenths of a natural logarithm of odds. What is printed
are the weights that stand in signs.rs and those found, with how often the sign is seen; and how many of the names each tells
rightly, those found also on names that they were not fitted to (in tenths of the names, each left out in turn).

Weights are found anew when texts or signs are new, and taken over by hand: rounded, and with those of signs that are seen too
seldom left as light as they were. Needs nothing but Python 3.
"""

import argparse
import json
import math
import sys
from collections import Counter

KINDS = 3


def read(lines):
    """The names: for each its kind and its signs with how much of each is seen."""
    names = []
    for line in lines:
        if not line.startswith("{"):
            continue
        seen = json.loads(line)
        signs = [((at, tuple(weights)), times / seen["once"]) for at, weights, times in seen["signs"]]
        names.append((seen["kind"], signs))
    return names


def sums(weights, signs):
    """What speaks for each kind, in natural logarithms of odds."""
    totals = [0.0] * KINDS
    for sign, times in signs:
        for kind, weight in enumerate(weights(sign)):
            totals[kind] += weight * times
    return totals


def shares(totals):
    most = max(totals)
    parts = [math.exp(total - most) for total in totals]
    return [part / sum(parts) for part in parts]


def fit(names, penalty, rounds):
    """The weights that tell the names best and are not larger than need be: descent with a step of its own for each sign."""
    known = {sign for _, signs in names for sign, _ in signs}
    weights = {sign: [0.0] * KINDS for sign in known}
    steepness = {sign: [1e-6] * KINDS for sign in known}
    for _ in range(rounds):
        slopes = {sign: [penalty * weight for weight in weights[sign]] for sign in known}
        for kind, signs in names:
            for other, share in enumerate(shares(sums(weights.__getitem__, signs))):
                miss = share - (other == kind)
                for sign, times in signs:
                    slopes[sign][other] += miss * times
        for sign in known:
            for kind in range(KINDS):
                slope = slopes[sign][kind]
                steepness[sign][kind] += slope * slope
                weights[sign][kind] -= 0.3 * slope / math.sqrt(steepness[sign][kind])
    return weights


def right(names, weights):
    """How many names the weights tell rightly."""
    told = (sums(weights, signs) for _, signs in names)
    return sum(totals.index(max(totals)) == kind for totals, (kind, _) in zip(told, names))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--penalty", type=float, default=1.0, help="how much a large weight costs (1.0)")
    parser.add_argument("--rounds", type=int, default=150, help="steps of descent (150)")
    parser.add_argument("--parts", type=int, default=10, help="parts of the names left out in turn (10)")
    options = parser.parse_args()
    names = read(sys.stdin)
    if not names:
        sys.exit("There is no name in what was read: see the head of this script for the command that prints them.")

    found = fit(names, options.penalty, options.rounds)
    seen = Counter(sign for _, signs in names for sign, _ in signs)
    print(f"{'line':>5} {'seen':>5}  {'in signs.rs':>15}  {'found':>15}")
    for sign in sorted(found):
        at, stands = sign
        weights = [round(10 * weight) for weight in found[sign]]
        print(f"{at:>5} {seen[sign]:>5}  {str(list(stands)):>15}  {str(weights):>15}")

    def stands(sign):
        return [weight / 10 for weight in sign[1]]

    unfitted = 0
    for part in range(options.parts):
        rest = [name for nth, name in enumerate(names) if nth % options.parts != part]
        left_out = names[part :: options.parts]
        weights = fit(rest, options.penalty, options.rounds)
        unfitted += right(left_out, lambda sign: weights.get(sign, [0.0] * KINDS))
    print(f"{len(names)} names; told rightly by the weights in signs.rs {right(names, stands)},")
    print(f"by those found {right(names, found.__getitem__)}, by those found without the name itself {unfitted}")


if __name__ == "__main__":
    main()
