"""Makes every picture under Vectors/pictures and Vectors/demo and writes what the reference says about them.

Seeded: the same pinned packages give the same files. The program under test has no part in it.
"""

import hashlib
import shutil
from pathlib import Path

import numpy as np
import pillow_heif
from PIL import Image

import bmp_modes
import edits
import gif_modes
import jpeg_modes
import png_modes
import png_writer
import webp_modes
from expectation import expectation, rgb, row, turned_rows
from scenes import KINDS, scene

VECTORS = Path(__file__).resolve().parent.parent
SCENE_SIZES = [(640, 480), (480, 640), (800, 533), (611, 407), (512, 512), (900, 300), (1024, 768), (700, 525)]
EDITED_SEEDS = range(200, 206)
DEMO_KNOWN = range(300, 340)
DEMO_SHOWN = {300: "recompressed", 301: "half-size", 302: "mirrored", 303: "turned", 304: "captioned",
              305: "cropped", 306: "gray", 307: None}
DEMO_WEBP = 308
DEMO_HEIC = 309
DEMO_UNRELATED = range(400, 406)


def saved(path, seed, size, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(scene(seed, *size)).save(path, **{"quality": 82, **options})
    return path


def scenes():
    """Whole pictures of many sizes; the largest reach every scale of the fast path."""
    for seed, size in enumerate(SCENE_SIZES, start=150):
        yield saved(VECTORS / f"pictures/scenes/scene-{seed}.jpg", seed, size), "scene"
    yield saved(VECTORS / "pictures/scenes/large.jpg", 168, (2500, 2080), quality=55), "scene"
    large = VECTORS / "pictures/scenes/large-progressive.jpg"
    yield saved(large, 175, (2080, 2500), quality=50, progressive=True), "scene"
    yield saved(VECTORS / "pictures/scenes/middle.png", 184, (300, 225)), "scene"


CATALOGUES = (
    ("jpeg", "jpg", jpeg_modes.MODES), ("png", "png", png_modes.MODES), ("webp", "webp", webp_modes.MODES),
    ("gif", "gif", gif_modes.MODES), ("bmp", "bmp", bmp_modes.MODES), ("ico", "ico", bmp_modes.ICONS))


def modes():
    for folder, suffix, catalogue in CATALOGUES:
        (VECTORS / "pictures" / folder).mkdir(parents=True, exist_ok=True)
        for mode, write in catalogue.items():
            path = VECTORS / f"pictures/{folder}/{mode}.{suffix}"
            write(path)
            yield path, f"{folder}-{mode}"


def edited():
    for seed in EDITED_SEEDS:
        original = saved(VECTORS / f"pictures/edited/{seed}-original.jpg", seed, (480, 360))
        yield original, "original"
        for edit in edits.EDITS:
            path = original.with_name(f"{seed}-{edit}.jpg")
            edits.write(path, Image.open(original), edit)
            yield path, f"edited-{edit}"


def poor():
    """Pictures with little or nothing to match on."""
    folder = VECTORS / "pictures/poor"
    folder.mkdir(parents=True, exist_ok=True)
    flats = {"flat-white.png": (200, 200, 255), "flat-gray.jpg": (300, 200, 120), "flat-black.png": (64, 64, 0)}
    for name, (width, height, level) in flats.items():
        Image.new("L", (width, height), level).save(folder / name)
        yield folder / name, "flat"
    slope = np.linspace(60, 200, 320).astype(np.uint8)[None, :].repeat(240, 0)
    Image.fromarray(slope).save(folder / "gradient.png")
    yield folder / "gradient.png", "gradient"
    for width, height, suffix in ((4, 100, "png"), (100, 4, "jpg"), (4, 4, "png"), (1, 1, "png"), (1, 1, "jpg")):
        path = saved(folder / f"tiny-{width}x{height}.{suffix}", 190, (width, height))
        yield path, "tiny"


def write_expectations(pictures):
    name = lambda path: path.relative_to(VECTORS).as_posix()
    rows = sorted(row(path, name(path), mode) for path, mode in pictures)
    (VECTORS / "expected.tsv").write_text("".join(f"{r}\n" for r in rows))
    turned = sorted(p for p, mode in pictures if mode == "original" or "exif" in mode or "scene-" in p.name)
    lines = [line for path in turned for line in turned_rows(path, name(path))]
    (VECTORS / "expected_turned.tsv").write_text("".join(f"{r}\n" for r in lines))


def demo_scene(seed):
    return Image.fromarray(scene(seed, 640, 480))


def demo():
    """A list of forty known pictures, and a folder that holds edited copies of eight of them among others."""
    folder = VECTORS / "demo/pictures"
    for sub in ("copies", "unrelated", "odd"):
        (folder / sub).mkdir(parents=True, exist_ok=True)
    lines = ["# The demo list: hashes of pictures that this project made itself. The labels are made up."]
    for seed in DEMO_KNOWN:
        lines += demo_lines(folder, seed)
    (VECTORS / "demo/list.tsv").write_text("".join(f"{line}\n" for line in lines))
    for seed in DEMO_UNRELATED:
        saved(folder / f"unrelated/picture-{seed}.jpg", seed, (480, 360))
    odd_files(folder / "odd")


def demo_lines(folder, seed):
    known, edit = demo_scene(seed), DEMO_SHOWN.get(seed)
    entry = f"scene-{seed}\t{'harbour' if seed % 3 else 'garden'}\tdemo:{KINDS[seed % len(KINDS)].__name__}"
    lines = [f"pdq:{expectation(np.asarray(known))[0]}\t{entry}"]
    if edit:
        edits.write(folder / f"copies/{edit}.jpg", known, edit)
    elif seed == DEMO_WEBP:
        known.save(folder / "copies/another-format.webp", quality=60)
    elif seed == DEMO_HEIC:
        pillow_heif.from_pillow(known).save(folder / "copies/phone.heic", quality=60)
    elif seed in DEMO_SHOWN:
        known.save(folder / "copies/same-bytes.jpg", quality=80)
        content = (folder / "copies/same-bytes.jpg").read_bytes()
        lines += [f"md5:{hashlib.md5(content).hexdigest()}\t{entry}",
                  f"sha256:{hashlib.sha256(content).hexdigest()}\t{entry}"]
    return lines


def odd_files(folder):
    """What a folder also holds: nothing to match on, half a download, no picture at all."""
    png_writer.write(folder / "blank.png", np.full((120, 160, 1), 200), 8, png_writer.GRAY)
    whole = saved(folder / "half.jpg", 407, (480, 360)).read_bytes()
    (folder / "half.jpg").write_bytes(whole[: len(whole) // 2])
    (folder / "notes.txt").write_text("A text file, to show what happens with one.\n")


def main():
    for old in ("pictures", "demo"):
        shutil.rmtree(VECTORS / old, ignore_errors=True)
    write_expectations([*scenes(), *modes(), *edited(), *poor()])
    demo()


if __name__ == "__main__":
    main()
