"""What the PDQ reference (its Python binding, pdqhash) says about a picture file.

The conversion to 8-bit RGB is the sensible one, which is not what every tool feeds the reference: CMYK and palettes to
RGB, 1 bit to black and white, 16 bits to their high byte, alpha dropped.
"""

import warnings

import numpy as np
import pdqhash
from PIL import Image

SIDE_MIN = 5
Image.MAX_IMAGE_PIXELS = None
warnings.filterwarnings("ignore", "Palette images with Transparency")


def rgb(path):
    """The pixels as stored (EXIF orientation not applied), height x width x 3, uint8."""
    with Image.open(path) as picture:
        if picture.mode.startswith("I"):
            gray = (np.asarray(picture).astype(np.uint32) >> 8).astype(np.uint8)
            return np.repeat(gray[..., None], 3, axis=2)
        return np.asarray(picture.convert("RGB"))


def expectation(pixels):
    """(64 hex digits, quality), or ("too_small", "-") where the reference has no hash to give."""
    if min(pixels.shape[:2]) < SIDE_MIN:
        return "too_small", "-"
    bits, quality = pdqhash.compute(np.ascontiguousarray(pixels))
    return np.packbits(np.asarray(bits, np.uint8)).tobytes().hex(), str(quality)


TURNS = {
    "original": lambda p: p,
    "rot90": lambda p: np.rot90(p, 1),
    "rot180": lambda p: np.rot90(p, 2),
    "rot270": lambda p: np.rot90(p, 3),
    "flipx": lambda p: p[::-1],
    "flipy": lambda p: p[:, ::-1],
    "flipplus1": lambda p: p.transpose(1, 0, 2),
    "flipminus1": lambda p: np.rot90(p, 2).transpose(1, 0, 2),
}


def row(path, name, mode):
    """One line of expected.tsv."""
    pixels = rgb(path)
    return "\t".join([name, *expectation(pixels), str(pixels.shape[1]), str(pixels.shape[0]), mode])


def turned_rows(path, name):
    """The lines of expected_turned.tsv: the picture turned first, then hashed."""
    pixels = rgb(path)
    return ["\t".join([name, turn, *expectation(apply(pixels))]) for turn, apply in TURNS.items()]
