"""Computes every expectation again from the pictures and says which lines differ. Exit 1 if any does."""

import sys
from pathlib import Path

VECTORS = Path(__file__).resolve().parent
sys.path.insert(0, str(VECTORS / "generate"))

from expectation import row, turned_rows  # noqa: E402


def check(expected, computed, name):
    wrong = [(e, c) for e, c in zip(expected, computed) if e != c]
    for e, c in wrong:
        print(f"{name}: expected {e!r}, computed {c!r}")
    if len(expected) != len(computed):
        print(f"{name}: expected {len(expected)} lines, computed {len(computed)}")
    return len(wrong) + (len(expected) != len(computed))


def main():
    stored = (VECTORS / "expected.tsv").read_text().splitlines()
    again = [row(VECTORS / name, name, mode) for name, *_, mode in (line.split("\t") for line in stored)]
    wrong = check(stored, again, "expected.tsv")
    turned = (VECTORS / "expected_turned.tsv").read_text().splitlines()
    names = list(dict.fromkeys(line.split("\t")[0] for line in turned))
    wrong += check(turned, [line for name in names for line in turned_rows(VECTORS / name, name)], "expected_turned.tsv")
    listed = {line.split("\t")[0] for line in stored}
    for path in sorted((VECTORS / "pictures").rglob("*.*")):
        if path.relative_to(VECTORS).as_posix() not in listed:
            print(f"{path}: no expectation")
            wrong += 1
    print(f"{len(stored)} pictures, {len(turned)} turned ones: {'all equal' if not wrong else f'{wrong} wrong'}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
