"""One small GIF for each way a still picture may be coded."""

import numpy as np
from PIL import Image

import gif_writer
from png_modes import SIZE
from scenes import scene


def indexed(seed, count, size=SIZE):
    """Rows of indices, and the colours that they stand for."""
    picture = Image.fromarray(scene(seed, *size)).quantize(count)
    colours = np.asarray(picture.getpalette(), int).reshape(-1, 3)
    return np.asarray(picture), [tuple(int(v) for v in colour) for colour in colours[:count]]


def write(path, seed, count=256, screen=None, at=(0, 0), is_local=False, size=SIZE, **options):
    rows, colours = indexed(seed, count, size)
    bits = max(2, (count - 1).bit_length())
    own = {"colours": colours} if is_local else {}
    picture = gif_writer.image(rows, *at, bits=bits, **own, **options)
    path.write_bytes(gif_writer.file(screen or size, [picture], None if is_local else colours))


def gray(path, seed):
    """No table at all: the indices are gray levels."""
    rows = np.asarray(Image.fromarray(scene(seed, *SIZE)).convert("L"))
    path.write_bytes(gif_writer.file(SIZE, [gif_writer.image(rows)]))


def gray_table(path, seed):
    """A table that counts up, and is too short for the indices."""
    rows = np.asarray(Image.fromarray(scene(seed, *SIZE)).convert("L"))
    path.write_bytes(gif_writer.file(SIZE, [gif_writer.image(rows)], [(v, v, v) for v in range(64)]))


def old(path, seed):
    """GIF87a: no graphic control block."""
    rows, colours = indexed(seed, 128)
    picture = gif_writer.image(rows, bits=7)[8:]
    path.write_bytes(gif_writer.file(SIZE, [picture], colours).replace(b"GIF89a", b"GIF87a"))


MODES = {
    **{f"colours-{n}": (lambda p, n=n: write(p, 530 + n, n)) for n in (2, 4, 16, 100, 256)},
    "interlaced": lambda p: write(p, 531, interlaced=True),
    "local-table": lambda p: write(p, 532, is_local=True),
    "transparent": lambda p: write(p, 533, transparent=17),
    "transparent-interlaced": lambda p: write(p, 534, 16, transparent=3, interlaced=True),
    "smaller-than-screen": lambda p: write(p, 535, screen=(200, 140), at=(25, 10)),
    "smaller-transparent": lambda p: write(p, 536, screen=(200, 140), at=(25, 10), transparent=9),
    "larger-than-screen": lambda p: write(p, 537, screen=(90, 70), at=(5, 3)),
    "gray": lambda p: gray(p, 538),
    "gray-table": lambda p: gray_table(p, 539),
    "old": lambda p: old(p, 540),
    "odd-17x9": lambda p: write(p, 541, 64, size=(17, 9)),
    "smallest-5x5": lambda p: write(p, 542, 8, size=(5, 5), interlaced=True),
    "matrix-64x64": lambda p: write(p, 543, 32, size=(64, 64)),
}
