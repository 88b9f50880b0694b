"""Copies the smallest pictures of Vectors into decode/, each behind a byte that chooses the request."""

import pathlib

HERE = pathlib.Path(__file__).resolve().parent
VECTORS = HERE.parent.parent / "Vectors"
BYTE_COUNT_MAX = 2000


def main():
    target = HERE / "decode"
    target.mkdir(exist_ok=True)
    files = sorted(p for p in VECTORS.rglob("*") if p.suffix in (".jpg", ".png"))
    small = [p for p in files if p.stat().st_size <= BYTE_COUNT_MAX]
    for number, path in enumerate(small):
        (target / f"{path.parent.name}-{path.name}").write_bytes(bytes([number % 16]) + path.read_bytes())


main()
