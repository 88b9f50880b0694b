"""The peer of the hashing benchmark: Pillow decodes, pdqhash (the C++ reference) hashes.

Reads one path a line; answers `<seconds> <hash> <quality>` a line. Time covers decode and hash, from bytes in
memory.
"""
import io
import sys
import time

import numpy
import pdqhash
from PIL import Image

Image.MAX_IMAGE_PIXELS = None


def hash_bytes(data):
    pixels = numpy.asarray(Image.open(io.BytesIO(data)).convert("RGB"))
    bits, quality = pdqhash.compute(pixels)
    return "%064x" % int("".join(str(int(bit)) for bit in bits), 2), quality


for line in sys.stdin:
    with open(line.rstrip("\n"), "rb") as file:
        data = file.read()
    start = time.perf_counter()
    text, quality = hash_bytes(data)
    print(f"{time.perf_counter() - start:.9f} {text} {quality}", flush=True)
