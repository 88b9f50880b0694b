"""One small WebP for each way a still picture may be coded."""

import struct

import numpy as np
from PIL import Image

from png_modes import SIZE, alpha
from scenes import scene


def saved(path, seed, size=SIZE, mode="RGB", **options):
    picture = Image.fromarray(scene(seed, *size)).convert(mode)
    picture.save(path, **{"quality": 80, "method": 4, **options})


def with_alpha(path, seed, **options):
    samples = np.concatenate([scene(seed, *SIZE), alpha()], axis=2).astype(np.uint8)
    Image.fromarray(samples).save(path, **{"quality": 80, "method": 4, **options})


def with_exif(path, seed, tag):
    block = b"Exif\0\0II*\0" + struct.pack("<IHHHIHHI", 8, 1, 274, 3, 1, tag, 0, 0)
    saved(path, seed, exif=block)


def palette(path, seed):
    """Few colours, which VP8L packs several to a pixel."""
    picture = Image.fromarray(scene(seed, *SIZE)).quantize(4).convert("RGB")
    picture.save(path, lossless=True)


MODES = {
    "lossy-80": lambda p: saved(p, 500),
    "lossy-5": lambda p: saved(p, 501, quality=5),
    "lossy-100": lambda p: saved(p, 502, quality=100),
    "lossy-method-0": lambda p: saved(p, 503, method=0),
    "lossy-gray": lambda p: saved(p, 504, mode="L"),
    "lossy-alpha": lambda p: with_alpha(p, 505),
    "lossy-alpha-coarse": lambda p: with_alpha(p, 506, alpha_quality=10),
    "lossy-alpha-exact": lambda p: with_alpha(p, 507, exact=True),
    "lossless": lambda p: saved(p, 508, lossless=True),
    "lossless-alpha": lambda p: with_alpha(p, 509, lossless=True, exact=True),
    "lossless-palette": lambda p: palette(p, 510),
    "profile": lambda p: saved(p, 511, icc_profile=bytes(132)),
    **{f"exif-{tag}": (lambda p, tag=tag: with_exif(p, 512, tag)) for tag in (1, 6, 7)},
    "odd-17x9": lambda p: saved(p, 513, (17, 9)),
    "odd-17x9-lossless": lambda p: saved(p, 514, (17, 9), lossless=True),
    "smallest-5x5": lambda p: saved(p, 515, (5, 5)),
    "matrix-64x64": lambda p: saved(p, 516, (64, 64)),
    "matrix-64x64-lossless": lambda p: saved(p, 517, (64, 64), lossless=True),
    "large": lambda p: saved(p, 518, (801, 603), quality=40),
}
