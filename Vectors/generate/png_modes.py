"""One small PNG for each colour type, bit depth, transparency and interlacing."""

import struct

import numpy as np
from PIL import Image

import png_writer
from png_writer import GRAY, GRAY_ALPHA, PALETTE, RGB, RGBA
from scenes import scene

SIZE = (160, 120)
GAMMA = (b"gAMA", struct.pack(">I", 45455))


def gray(seed, depth, size=SIZE):
    """Luma at `depth` bits; the 16-bit one has noise in its low byte."""
    luma = np.asarray(Image.fromarray(scene(seed, *size)).convert("L")).astype(int)
    return widened(luma, seed)[..., None] if depth == 16 else (luma >> 8 - depth)[..., None]


def widened(samples, seed):
    """8 bits in the high byte, seeded noise in the low one: so rounding and cutting differ."""
    return samples.astype(int) << 8 | np.random.default_rng(seed).integers(0, 256, samples.shape)


def alpha(size=SIZE):
    """A soft round hole, then a hard transparent edge."""
    y, x = np.mgrid[0:size[1], 0:size[0]]
    hole = np.hypot(x / size[0] - 0.5, y / size[1] - 0.5) * 900 - 60
    return np.where(x < size[0] // 10, 0, np.clip(hole, 0, 255)).astype(int)[..., None]


def colour(seed, depth=8):
    samples = scene(seed, *SIZE)
    return widened(samples, seed) if depth == 16 else samples


def with_alpha(samples, depth):
    return np.concatenate([samples, alpha() * (257 if depth == 16 else 1)], axis=2)


def palette(path, seed, depth, transparent=False, interlaced=False):
    picture = Image.fromarray(scene(seed, *SIZE)).quantize(1 << depth)
    chunks = [(b"PLTE", bytes(picture.getpalette()))]
    if transparent:
        chunks.append((b"tRNS", bytes(range(0, 256, 256 >> depth))))
    png_writer.write(path, np.asarray(picture)[..., None], depth, PALETTE, interlaced, chunks)


def grayscale(path, seed, depth, interlaced=False, chunks=(), size=SIZE):
    png_writer.write(path, gray(seed, depth, size), depth, GRAY, interlaced, chunks)


def rgb(path, seed, depth=8, interlaced=False, chunks=()):
    png_writer.write(path, colour(seed, depth), depth, RGB, interlaced, chunks)


def rgba(path, seed, depth=8, interlaced=False):
    png_writer.write(path, with_alpha(colour(seed, depth), depth), depth, RGBA, interlaced)


def gray_alpha(path, seed, depth=8, interlaced=False):
    png_writer.write(path, with_alpha(gray(seed, depth), depth), depth, GRAY_ALPHA, interlaced)


GRAY_HOLE = (b"tRNS", struct.pack(">H", 128))
RGB_HOLE = (b"tRNS", struct.pack(">HHH", 255, 255, 255))

MODES = {
    **{f"gray-{d}": (lambda p, d=d: grayscale(p, 40 + d, d)) for d in (1, 2, 4, 8, 16)},
    **{f"gray-{d}-adam7": (lambda p, d=d: grayscale(p, 57 + d, d, True)) for d in (1, 2, 4, 8, 16)},
    **{f"palette-{d}": (lambda p, d=d: palette(p, 75 + d, d)) for d in (1, 2, 4, 8)},
    **{f"palette-{d}-trns": (lambda p, d=d: palette(p, 84 + d, d, True)) for d in (1, 2, 4, 8)},
    "palette-8-adam7": lambda p: palette(p, 93, 8, interlaced=True),
    "palette-4-trns-adam7": lambda p: palette(p, 94, 4, True, True),
    "gray-8-trns": lambda p: grayscale(p, 95, 8, chunks=[GRAY_HOLE]),
    "gray-8-gamma": lambda p: grayscale(p, 96, 8, chunks=[GAMMA]),
    "rgb-8": lambda p: rgb(p, 97),
    "rgb-8-adam7": lambda p: rgb(p, 98, interlaced=True),
    "rgb-8-trns": lambda p: rgb(p, 99, chunks=[RGB_HOLE]),
    "rgb-8-gamma": lambda p: rgb(p, 100, chunks=[GAMMA]),
    "rgb-16": lambda p: rgb(p, 101, 16),
    "rgb-16-adam7": lambda p: rgb(p, 102, 16, True),
    "rgba-8": lambda p: rgba(p, 103),
    "rgba-8-adam7": lambda p: rgba(p, 104, interlaced=True),
    "rgba-16": lambda p: rgba(p, 105, 16),
    "gray-alpha-8": lambda p: gray_alpha(p, 106),
    "gray-alpha-8-adam7": lambda p: gray_alpha(p, 107, interlaced=True),
    "gray-alpha-16": lambda p: gray_alpha(p, 108, 16),
    "adam7-7x6": lambda p: grayscale(p, 109, 8, True, size=(7, 6)),
    "adam7-5x5": lambda p: grayscale(p, 110, 8, True, size=(5, 5)),
    "matrix-64x64": lambda p: grayscale(p, 111, 8, size=(64, 64)),
}
