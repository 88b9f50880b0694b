"""Fills decode/: the smallest pictures of Vectors, and pictures large enough for scaled decoding, each behind a byte
that chooses the request. Needs Pillow."""

import io
import pathlib

from PIL import Image, ImageDraw

HERE = pathlib.Path(__file__).resolve().parent
VECTORS = HERE.parent.parent / "Vectors"
BYTE_COUNT_MAX = 2000
FAST, FAST_ALL_ORIENTATIONS = 1, 3


def small_vectors():
    files = sorted(p for p in VECTORS.rglob("*") if p.suffix in (".jpg", ".png"))
    small = [p for p in files if p.stat().st_size <= BYTE_COUNT_MAX]
    for number, path in enumerate(small):
        yield f"{path.parent.name}-{path.name}", number % 16, path.read_bytes()


def scaled():
    """At least 512 a side, so that the fast path decodes at half size."""
    for width, height, options, choice in [
        (520, 560, {}, FAST),
        (520, 560, {"progressive": True}, FAST),
        (601, 515, {"progressive": True, "subsampling": 0}, FAST_ALL_ORIENTATIONS),
        (515, 701, {"restart_marker_blocks": 7}, FAST_ALL_ORIENTATIONS),
    ]:
        picture = Image.new("RGB", (width, height), (90, 120, 60))
        draw = ImageDraw.Draw(picture)
        draw.ellipse((40, 60, width - 90, height // 2), fill=(220, 40, 80))
        draw.polygon([(10, height - 10), (width // 3, height // 3), (width - 5, height - 99)], fill=(20, 30, 200))
        out = io.BytesIO()
        picture.save(out, "JPEG", quality=15, optimize=True, **options)
        name = "-".join(["scaled", f"{width}x{height}", *options])
        yield f"{name}.jpg", choice, out.getvalue()


def main():
    target = HERE / "decode"
    target.mkdir(exist_ok=True)
    for seeds in (small_vectors(), scaled()):
        for name, choice, content in seeds:
            (target / name).write_bytes(bytes([choice]) + content)


main()
