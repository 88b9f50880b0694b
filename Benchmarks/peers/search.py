"""The peer of the search benchmark: FAISS over the same hashes, one thread.

Started with the files of hashes and queries (32 bytes each). Reads commands, one a line, answers one line
each:

  flat <first> <count> <batch> <threshold>       IndexBinaryFlat
  multihash <first> <count> <batch> <threshold>  IndexBinaryMultiHash, 16 tables of 16 bits, 1 flip:
                                                 exact up to 31

runs the queries first ..< first + count in batches and answers `<seconds> <matches> <checksum>`; the checksum
is a sum over (query, row, distance), whatever their order. FAISS counts distance < radius, so it is asked for
threshold + 1.
"""
import sys
import time

import faiss
import numpy

faiss.omp_set_num_threads(1)
rows = numpy.fromfile(sys.argv[1], dtype=numpy.uint8).reshape(-1, 32)
queries = numpy.fromfile(sys.argv[2], dtype=numpy.uint8).reshape(-1, 32)
indexes = {}


def flat():
    index = faiss.IndexBinaryFlat(256)
    index.add(rows)
    return index


def multihash():
    index = faiss.IndexBinaryMultiHash(256, 16, 16)
    index.nflip = 1
    index.add(rows)
    return index


def mix(z):
    z = z + numpy.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> numpy.uint64(30))) * numpy.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> numpy.uint64(27))) * numpy.uint64(0x94D049BB133111EB)
    return z ^ (z >> numpy.uint64(31))


def checksum(first, limits, distances, ids):
    counts = numpy.diff(limits.astype(numpy.int64))
    query = numpy.repeat(numpy.arange(first, first + len(counts)), counts).astype(numpy.uint64)
    key = query << numpy.uint64(40) | ids.astype(numpy.uint64) << numpy.uint64(9)
    key |= distances.astype(numpy.uint64)
    return int(mix(key).sum(dtype=numpy.uint64))


for line in sys.stdin:
    name, first, count, batch, threshold = line.split()
    first, count, batch, threshold = int(first), int(count), int(batch), int(threshold)
    if name not in indexes:
        indexes[name] = {"flat": flat, "multihash": multihash}[name]()
    seconds, matches, total = 0.0, 0, 0
    for start in range(first, first + count, batch):
        part = queries[start : min(start + batch, first + count)]
        begin = time.perf_counter()
        limits, distances, ids = indexes[name].range_search(part, threshold + 1)
        seconds += time.perf_counter() - begin
        matches += len(ids)
        with numpy.errstate(over="ignore"):
            total = (total + checksum(start, limits, distances, ids)) % 2**64
    print(f"{seconds:.9f} {matches} {total}", flush=True)
