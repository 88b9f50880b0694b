"""Files that are wrong in one way each, made from the well-formed pictures, and what a decoder shall make of them.

Writes ../malformed and its table: file, outcome, what is wrong. The outcomes:

    empty, unsupported_format, too_large, too_small, corrupt   no hash, for this reason
    truncated                                                  no hash: the input ends before the first row
    rows_missing                                               truncated, but what was decoded is hashed
    damaged                                                    data that decode only with errors; hashed all the same
    warnings                                                   every row is there; hashed, with at least one warning
"""

import pathlib
import random
import struct
import zlib

HERE = pathlib.Path(__file__).resolve().parent
PICTURES = HERE.parent / "pictures"
TARGET = HERE.parent / "malformed"
RANDOM = random.Random(20240731)


def read(name):
    return (PICTURES / name).read_bytes()


# ---- JPEG ----

BASELINE = read("jpeg/420.jpg")
PROGRESSIVE = read("jpeg/progressive-420.jpg")
RESTARTS = read("jpeg/restart-blocks.jpg")
ONE_SCAN_PER_COMPONENT = (HERE.parent / "transcoded/one-scan-per-component.jpg").read_bytes()
ARITHMETIC = (HERE.parent / "transcoded/arithmetic.jpg").read_bytes()
ARITHMETIC_PROGRESSIVE = (HERE.parent / "transcoded/arithmetic-progressive.jpg").read_bytes()
EOI = b"\xff\xd9"


def segments(jpeg):
    """(offset, marker, end of the segment) up to the first scan header."""
    offset = 2
    while True:
        marker = jpeg[offset + 1]
        end = offset + 2 + struct.unpack(">H", jpeg[offset + 2:offset + 4])[0]
        yield offset, marker, end
        if marker == 0xDA:
            return
        offset = end


def segment(jpeg, *markers):
    return next(s for s in segments(jpeg) if s[1] in markers)


def scans(jpeg):
    return [i for i in range(len(jpeg) - 1) if jpeg[i:i + 2] == b"\xff\xda"]


def data_of_first_scan(jpeg):
    """Where the entropy-coded data of the first scan begin and end."""
    start = end = segment(jpeg, 0xDA)[2]
    while jpeg[end] != 0xFF or jpeg[end + 1] == 0:
        end += 1
    return start, end


def with_first_scan(jpeg, part):
    """With the first `part` of the data of the first scan."""
    start, end = data_of_first_scan(jpeg)
    return jpeg[:start + int((end - start) * part)] + jpeg[end:]


def without_last_blocks(jpeg):
    """The end marker aside, without data of about half a row of blocks."""
    start, end = data_of_first_scan(jpeg)
    rows = -(-struct.unpack(">H", jpeg[segment(jpeg, 0xC9)[0] + 5:][:2])[0] // 16)
    return jpeg[:end - (end - start) // (2 * rows)]


def without(jpeg, *markers):
    offset, _, end = segment(jpeg, *markers)
    return jpeg[:offset] + jpeg[end:]


def patched(data, offset, new):
    return data[:offset] + bytes(new) + data[offset + len(new):]


def with_frame(jpeg, at, new):
    """Changes the frame header; `at` counts from its marker."""
    return patched(jpeg, segment(jpeg, 0xC0, 0xC2)[0] + at, new)


def with_restart_markers(jpeg, change):
    """Hands each restart marker's number and bytes to `change`, which gives what shall stand in its place."""
    out = bytearray(jpeg)
    places = [i for i in range(scans(jpeg)[0], len(jpeg) - 1) if jpeg[i] == 0xFF and 0xD0 <= jpeg[i + 1] <= 0xD7]
    for number, place in reversed(list(enumerate(places))):
        out[place:place + 2] = change(number, jpeg[place:place + 2])
    return bytes(out)


def before_scan(jpeg, new):
    return jpeg[:scans(jpeg)[0]] + new + jpeg[scans(jpeg)[0]:]


def with_exif(jpeg, tiff):
    body = b"Exif\0\0" + tiff
    return jpeg[:2] + b"\xff\xe1" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def two_components(jpeg):
    """A frame header that names two components, which no colour space has."""
    offset, _, end = segment(jpeg, 0xC0)
    frame = struct.pack(">HHBHHB", 0xFFC0, 14, 8, 240, 320, 2) + bytes([1, 0x11, 0, 2, 0x11, 1])
    scan, _, scan_end = segment(jpeg, 0xDA)
    scan_header = struct.pack(">HHB", 0xFFDA, 10, 2) + bytes([1, 0, 2, 0x11, 0, 63, 0])
    return jpeg[:offset] + frame + jpeg[end:scan] + scan_header + jpeg[scan_end:]


def first_scan_short(jpeg):
    """Drops most of the coded data of the first scan and keeps what follows it."""
    start = scans(jpeg)[0]
    end = next(i for i in range(start + 14, len(jpeg)) if jpeg[i] == 0xFF and jpeg[i + 1] != 0)
    return jpeg[:start + 400] + jpeg[end:]


def with_zeros(jpeg, start, end):
    """Zeros from one part of the coded data to another; parts are counted from 0 to 1."""
    first = scans(jpeg)[0]
    place, stop = (first + int(part * (len(jpeg) - first)) for part in (start, end))
    return patched(jpeg, place, bytes(stop - place))


def with_swapped_halves(jpeg):
    """Two blocks in the middle of the coded data change places."""
    size, middle = 4000, len(jpeg) // 2
    return jpeg[:middle - size] + jpeg[middle:middle + size] + jpeg[middle - size:middle] + jpeg[middle + size:]


def first_half(jpeg):
    return jpeg[:scans(jpeg)[0] + (len(jpeg) - scans(jpeg)[0]) // 2]


JPEG = {
    "empty": (b"", "empty", "no bytes"),
    "start-only": (b"\xff\xd8", "truncated", "a start marker"),
    "cut-in-header": (BASELINE[:100], "truncated", "ends in a table"),
    "cut-before-scan": (BASELINE[:scans(BASELINE)[0]], "truncated", "ends before the scan header"),
    "cut-after-scan-header": (BASELINE[:segment(BASELINE, 0xDA)[2]], "rows_missing", "not one coded byte"),
    "cut-in-half": (first_half(BASELINE), "rows_missing", "ends in the middle of the rows"),
    "cut-near-end": (BASELINE[:-40], "rows_missing", "the last blocks are missing"),
    "end-marker-early": (first_half(BASELINE) + EOI, "rows_missing", "an end marker in the middle of the rows"),
    "end-marker-missing": (BASELINE[:-2], "warnings", "every row, no end marker"),
    "end-marker-halved": (BASELINE[:-1], "warnings", "every row, half an end marker"),
    "bytes-after-end": (BASELINE + b"trailing", "warnings", "bytes after the end marker"),
    "start-repeated": (b"\xff\xd8" + BASELINE, "warnings", "two start markers"),
    "noise-in-scan": (patched(BASELINE, len(BASELINE) // 2, RANDOM.randbytes(24).replace(b"\xff", b"\1")),
                      "damaged", "random bytes in the coded data"),
    "progressive-cut-in-half": (first_half(PROGRESSIVE), "rows_missing", "ends among its scans"),
    "progressive-cut-in-first-scan": (PROGRESSIVE[:scans(PROGRESSIVE)[0] + 400], "rows_missing", "ends in its first scan"),
    "progressive-end-missing": (PROGRESSIVE[:-2], "rows_missing", "no end marker, so nobody knows whether scans are missing"),
    "progressive-first-scan-short": (
        first_scan_short(PROGRESSIVE), "damaged", "the first scan lacks most of its data"),
    "progressive-scans-missing": (PROGRESSIVE[:scans(PROGRESSIVE)[-1]] + EOI, "rows_missing",
                                  "without its last scan, which brings the lowest bits of luma"),
    "progressive-scans-but-first": (PROGRESSIVE[:scans(PROGRESSIVE)[1]] + EOI, "rows_missing", "its first scan alone"),
    "scans-missing": (ONE_SCAN_PER_COMPONENT[:scans(ONE_SCAN_PER_COMPONENT)[1]] + EOI, "rows_missing",
                      "luma alone of three separate components"),
    "scan-repeated": (ONE_SCAN_PER_COMPONENT[:-2]
                      + ONE_SCAN_PER_COMPONENT[scans(ONE_SCAN_PER_COMPONENT)[0]:scans(ONE_SCAN_PER_COMPONENT)[1]] + EOI,
                      "damaged", "luma once more after three separate components"),
    "arithmetic-cut": (first_half(ARITHMETIC), "rows_missing", "ends in the middle of the rows"),
    "arithmetic-end-early": (first_half(ARITHMETIC) + EOI, "rows_missing", "an end marker in the middle of the rows"),
    "arithmetic-end-in-last-row": (without_last_blocks(ARITHMETIC) + EOI, "rows_missing", "an end marker within the last row of blocks"),
    "arithmetic-first-scan-empty": (with_first_scan(ARITHMETIC_PROGRESSIVE, 0), "damaged", "no data in the first of several scans"),
    "arithmetic-first-scan-short": (with_first_scan(ARITHMETIC_PROGRESSIVE, 0.5), "damaged", "half of the data of the first of several scans"),
    "arithmetic-end-missing": (ARITHMETIC[:-2], "rows_missing", "zeros may be left out, so nobody knows where it ends"),
    "restart-number-wrong": (with_restart_markers(RESTARTS, lambda n, old: b"\xff\xd5" if n == 3 else old),
                             "damaged", "one restart marker out of order"),
    "restart-marker-lost": (with_restart_markers(RESTARTS, lambda n, old: b"\1\2" if n == 10 else old),
                            "damaged", "one restart marker overwritten"),
    "zeros-in-scan": (with_zeros(BASELINE, 0.5, 0.55), "damaged", "a stretch of zeros in the coded data"),
    "zeros-in-scans": (with_zeros(PROGRESSIVE, 0.5, 0.55), "damaged", "a stretch of zeros in a progressive picture"),
    "zeros-to-end": (with_zeros(BASELINE, 0.5, 1), "rows_missing", "a download into space that was set aside"),
    "bytes-before-end": (BASELINE[:-2] + b"\x55" * 16 + EOI, "damaged", "coded bytes that no block needs"),
    "byte-before-end": (BASELINE[:-2] + b"\x55" + EOI, "damaged", "one coded byte that no block needs"),
    "byte-before-restart": (with_restart_markers(RESTARTS, lambda n, old: b"\x55" + old if n == 50 else old),
                            "damaged", "one coded byte that no block needs before a restart marker"),
    "comment-over-scan": (before_scan(BASELINE, b"\xff\xfe\xff\xff"), "truncated", "a comment as long as the rest of the file"),
    "comment-over-end": (BASELINE[:-2] + b"\xff\xfe\xff\xff" + EOI, "warnings", "every row, then a comment longer than the file"),
    "comment-over-scans": (
        PROGRESSIVE[:scans(PROGRESSIVE)[2]] + b"\xff\xfe\xff\xff" + PROGRESSIVE[scans(PROGRESSIVE)[2]:], "rows_missing",
        "a comment longer than the rest of the file among its scans"),
    "marker-in-scan": (patched(BASELINE, len(BASELINE) // 2, b"\xff\xe5\0\x08"), "damaged", "a marker in the coded data"),
    "scan-swapped": (with_swapped_halves(BASELINE), "damaged or rows_missing", "two blocks of coded data swapped"),
    "quantiser-zero": (patched(BASELINE, segment(BASELINE, 0xDB)[0] + 20, [0]), "damaged", "a quantiser of 0"),
    "quantiser-too-large": (patched(PROGRESSIVE, segment(PROGRESSIVE, 0xDB)[0] + 5, [193]), "damaged",
                            "levels beyond black and white in a progressive picture"),
    "bytes-between-segments": (
        BASELINE[:segment(BASELINE, 0xDB)[0]] + b"padding" + BASELINE[segment(BASELINE, 0xDB)[0]:],
        "warnings", "stray bytes before the first scan"),
    "tables-missing": (without(BASELINE, 0xDB), "corrupt", "no quantisation table"),
    "table-overfull": (patched(BASELINE, segment(BASELINE, 0xC4)[0] + 5, [9] * 16), "corrupt",
                       "a Huffman table with more codes than fit"),
    "frame-repeated": (BASELINE[:segment(BASELINE, 0xC0)[2]]
                       + BASELINE[segment(BASELINE, 0xC0)[0]:], "corrupt", "two frame headers"),
    "frame-missing": (without(BASELINE, 0xC0), "corrupt", "a scan without a frame"),
    "no-height": (with_frame(BASELINE, 5, [0, 0]), "corrupt", "a height of 0 lines"),
    "start-in-header": (BASELINE[:20] + b"\xff\xd8" + BASELINE[20:], "corrupt", "a second start marker among the segments"),
    "four-rows": (with_frame(BASELINE, 5, [0, 4]), "too_small", "4 rows"),
    "sides-65500": (with_frame(BASELINE, 5, [0xFF, 0xDC, 0xFF, 0xDC]), "too_large", "4 290 million pixels"),
    "side-65535": (with_frame(BASELINE, 5, [0xFF, 0xFF, 0, 16]), "too_large", "more lines than libjpeg takes"),
    "two-components": (two_components(BASELINE), "unsupported_format", "two components"),
    "twelve-bits": (with_frame(BASELINE, 4, [12]), "unsupported_format", "12 bits a sample"),
    "lossless": (with_frame(BASELINE, 1, [0xC3]), "unsupported_format", "lossless coding"),
    "exif-offset-outside": (with_exif(BASELINE, b"II*\0\xf0\xff\xff\xff"), "clean", "EXIF that points outside the file"),
    "exif-endless": (with_exif(BASELINE, b"MM\0*\0\0\0\x08\xff\xff" + b"\1\0\0\3" * 8), "clean", "EXIF with 65 535 entries"),
}


# ---- PNG ----

SIGNATURE = b"\x89PNG\r\n\x1a\n"


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def chunks(png):
    """(kind, body) of each chunk."""
    offset = 8
    while offset < len(png):
        length = struct.unpack(">I", png[offset:offset + 4])[0]
        yield png[offset + 4:offset + 8], png[offset + 8:offset + 8 + length]
        offset += length + 12


def rebuilt(png, change):
    """The file with each chunk's bytes as `change(kind, body)` gives them."""
    return SIGNATURE + b"".join(change(kind, body) for kind, body in chunks(png))


def with_bad_checksum(png, kind):
    return rebuilt(png, lambda k, body: chunk(k, body)[:-1] + b"\0" if k == kind else chunk(k, body))


def with_header(png, *fields):
    names = struct.unpack(">IIBBBBB", next(chunks(png))[1])
    values = [old if new is None else new for old, new in zip(names, list(fields) + [None] * 7)]
    header = chunk(b"IHDR", struct.pack(">IIBBBBB", *values))
    return rebuilt(png, lambda k, body: header if k == b"IHDR" else chunk(k, body))


def with_data(png, change):
    """One IDAT chunk whose inflated rows are `change(rows)`."""
    rows = zlib.decompress(b"".join(body for kind, body in chunks(png) if kind == b"IDAT"))
    kept = [chunk(kind, body) for kind, body in chunks(png) if kind not in (b"IDAT", b"IEND")]
    return SIGNATURE + b"".join(kept) + chunk(b"IDAT", zlib.compress(change(rows), 9)) + chunk(b"IEND", b"")


def with_stream(png, change):
    """One IDAT chunk that holds `change(zlib stream)`, with the right checksum."""
    stream = change(b"".join(body for kind, body in chunks(png) if kind == b"IDAT"))
    kept = [chunk(kind, body) for kind, body in chunks(png) if kind not in (b"IDAT", b"IEND")]
    return SIGNATURE + b"".join(kept) + chunk(b"IDAT", stream) + chunk(b"IEND", b"")


def with_changed_pixels(png):
    """Stored, not compressed, with one byte of a row changed and no checksum to match."""
    stored = with_stream(png, lambda stream: zlib.compress(zlib.decompress(stream), 0))
    return patched(stored, len(stored) // 2, [stored[len(stored) // 2] ^ 0x40])


def with_chunk_between_data(png):
    """IDAT, another chunk, IDAT."""
    def split(kind, body):
        half = len(body) // 2
        return chunk(kind, body[:half]) + chunk(b"teST", b"") + chunk(kind, body[half:])
    return rebuilt(png, lambda kind, body: split(kind, body) if kind == b"IDAT" else chunk(kind, body))


SMALL_WINDOW = b"\x08\x1d"
"""A zlib header that names a window of 256 bytes."""

RGB = read("png/rgb-8.png")
GAMMA = read("png/rgb-8-gamma.png")
PALETTE = read("png/palette-8.png")
TRANSPARENT = read("png/palette-8-trns.png")
ADAM7 = read("png/rgb-8-adam7.png")
GRAY = read("png/gray-8.png")
GRAY_ROW = 1 + struct.unpack(">I", GRAY[16:20])[0]

PNG = {
    "signature-only": (SIGNATURE, "truncated", "a signature"),
    "signature-cut": (SIGNATURE[:6], "truncated", "part of a signature"),
    "signature-as-text": (SIGNATURE.replace(b"\r\n", b"\n") + RGB[8:], "corrupt", "line ends changed in transfer"),
    "cut-in-header": (RGB[:20], "truncated", "ends in its header"),
    "cut-before-data": (RGB[:33], "truncated", "a header alone"),
    "cut-in-half": (RGB[:len(RGB) // 2], "rows_missing", "ends in the middle of the rows"),
    "adam7-cut-in-half": (ADAM7[:len(ADAM7) // 2], "rows_missing", "ends among its passes"),
    "rows-missing": (with_data(RGB, lambda rows: rows[:len(rows) // 2]), "rows_missing", "half the rows, all chunks whole"),
    "rows-cut-off-checksum": (RGB[:-18], "warnings", "every row; ends in the checksum of the compressed data"),
    "end-missing": (RGB[:-12], "warnings", "every row, no IEND"),
    "end-cut": (RGB[:-6], "warnings", "every row, half of IEND"),
    "end-checksum": (RGB[:-1] + b"\0", "warnings", "IEND with a bad checksum"),
    "bytes-after-end": (RGB + b"trailing", "warnings", "bytes after IEND"),
    "rows-too-many": (with_data(GRAY, lambda rows: rows + rows[:1000]), "damaged", "more data than rows"),
    "gamma-checksum": (with_bad_checksum(GAMMA, b"gAMA"), "warnings", "a bad checksum where no pixel depends on it"),
    "transparency-checksum": (with_bad_checksum(TRANSPARENT, b"tRNS"), "warnings", "tRNS with a bad checksum"),
    "header-checksum": (with_bad_checksum(RGB, b"IHDR"), "warnings", "IHDR with a bad checksum"),
    "data-checksum": (with_bad_checksum(RGB, b"IDAT"), "warnings", "IDAT with a bad checksum"),
    "palette-checksum": (with_bad_checksum(PALETTE, b"PLTE"), "warnings", "PLTE with a bad checksum"),
    "palette-changed": (patched(PALETTE, PALETTE.index(b"PLTE") + 10, b"\xa5\x5a"), "damaged", "colours that disagree with their checksum"),
    "adler-wrong": (with_stream(RGB, lambda stream: stream[:-4] + bytes(4)), "warnings", "an Adler-32 of 0"),
    "adler-wrong-adam7": (with_stream(ADAM7, lambda stream: stream[:-4] + bytes(4)), "warnings", "the same, interlaced"),
    "adler-overwritten": (patched(RGB, len(RGB) - 20, bytes(4)), "warnings", "an Adler-32 of 0, which the chunk's checksum notes"),
    "window-too-small": (with_stream(RGB, lambda stream: SMALL_WINDOW + stream[2:]), "warnings",
                         "a zlib header that names a window of 256 bytes"),
    "pixels-changed": (with_changed_pixels(RGB), "damaged", "pixels that both of their checksums disagree with"),
    "data-noise": (with_stream(RGB, lambda stream: patched(stream, len(stream) // 2, b"\xff" * 64)), "damaged",
                   "noise in the compressed data"),
    "data-split": (with_chunk_between_data(RGB), "damaged", "another chunk between the chunks of pixels"),
    "filter-unknown-later": (with_data(GRAY, lambda rows: patched(rows, len(rows) // 2 // GRAY_ROW * GRAY_ROW, b"\x09")), "damaged",
                             "a row filter that does not exist, in the middle"),
    "header-changed": (patched(RGB, 23, [RGB[23] ^ 0x80]), "damaged", "a height that its checksum and the data disagree with"),
    "palette-missing": (rebuilt(PALETTE, lambda k, b: b"" if k == b"PLTE" else chunk(k, b)), "corrupt", "indices without PLTE"),
    "data-not-compressed": (rebuilt(RGB, lambda k, b: chunk(k, b"x" * len(b)) if k == b"IDAT" else chunk(k, b)),
                            "corrupt", "IDAT that is no zlib stream"),
    "data-missing": (rebuilt(RGB, lambda k, b: b"" if k == b"IDAT" else chunk(k, b)), "corrupt", "no IDAT"),
    "filter-unknown": (with_data(GRAY, lambda rows: b"\x09" + rows[1:]), "corrupt", "a row filter that does not exist"),
    "no-width": (with_header(RGB, 0), "corrupt", "a width of 0"),
    "three-bits": (with_header(RGB, None, None, 3), "corrupt", "3 bits a sample"),
    "chunk-length": (patched(RGB, 8, [0xFF, 0xFF, 0xFF, 0xFF]), "corrupt", "a first chunk of 4 GB"),
    "critical-unknown": (RGB[:33] + chunk(b"ABCD", b"") + RGB[33:], "corrupt", "a critical chunk that nobody knows"),
    "four-columns": (with_header(GRAY, 4), "too_small", "4 columns"),
    "sides-100000": (with_header(RGB, 100_000, 100_000), "too_large", "10 000 million pixels"),
    "side-2-billion": (with_header(RGB, 2_000_000_000, 16), "too_large", "wider than libpng takes"),
}

# ---- WebP ----

def riff(data):
    """The file with the right length in its header."""
    return data[:4] + struct.pack("<I", len(data) - 8) + data[8:]


LOSSY, LOSSLESS, EXIF = read("webp/lossy-80.webp"), read("webp/lossless.webp"), read("webp/exif-6.webp")

WEBP = {
    "no-chunk": (riff(LOSSY[:12]), "corrupt", "no chunk at all"),
    "cut-before-data": (LOSSY[:20], "truncated", "ends behind its first chunk header"),
    "cut-in-half": (LOSSY[:len(LOSSY) // 2], "rows_missing", "ends in the middle of the rows"),
    "lossless-cut-in-half": (LOSSLESS[:len(LOSSLESS) // 2], "rows_missing", "the same, lossless"),
    "chunk-cut": (riff(LOSSY[:-100]), "rows_missing", "a chunk longer than the file, which says that it is whole"),
    "metadata-cut": (EXIF[:-9], "warnings", "ends in the EXIF chunk behind its rows"),
    "bytes-after-end": (LOSSY + b"trailing", "warnings", "bytes after the end"),
    "length-too-small": (LOSSY[:4] + struct.pack("<I", 60) + LOSSY[8:], "warnings", "a RIFF header that ends within the rows"),
    "signature-wrong": (patched(LOSSLESS, 20, b"\0"), "corrupt", "no VP8L signature"),
    "canvas-too-large": (riff(b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\2\0\0\0" + b"\xff" * 6 + b"ANMF" + struct.pack("<I", 24) + bytes(24)),
                         "too_large", "frames on a canvas of 16777216 x 16777216"),
    "no-picture": (riff(b"RIFF\0\0\0\0WEBPEXIF\4\0\0\0II*\0"), "corrupt", "metadata alone"),
}

# ---- GIF ----

COLOURS = read("gif/colours-256.gif")
GIF_DATA = 13 + 768 + 8 + 10

GIF = {
    "head-alone": (COLOURS[:13], "truncated", "a head alone"),
    "cut-in-table": (COLOURS[:100], "truncated", "ends in its colours"),
    "cut-in-half": (COLOURS[:len(COLOURS) // 2], "rows_missing", "ends in the middle of the rows"),
    "trailer-missing": (COLOURS[:-1], "warnings", "no trailer"),
    "terminator-missing": (COLOURS[:-2], "warnings", "no end of the last block"),
    "codes-end-early": (COLOURS[:GIF_DATA + 1 + 256 * 8] + b"\0;", "rows_missing", "blocks that end before the last row"),
    "code-size": (patched(COLOURS, GIF_DATA, [12]), "corrupt or truncated", "first codes of 13 bits"),
    "data-noise": (patched(COLOURS, GIF_DATA + 3000, b"\xff" * 40), "damaged or rows_missing", "noise in the codes"),
    "no-image": (COLOURS[:GIF_DATA - 18] + b";", "corrupt", "no image"),
    "bytes-after-end": (COLOURS + b"trailing", "warnings", "bytes after the trailer"),
    "unknown-block": (COLOURS[:-1] + b"\x99;", "warnings", "a block that nobody knows"),
    "one-pixel": (b"GIF89a\1\0\1\0\x80\0\0" + bytes(6) + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;", "too_small", "one pixel"),
    "screen-too-large": (COLOURS[:6] + b"\xff\xff\xff\xff" + COLOURS[10:], "too_large", "a screen of 65535 x 65535"),
}

# ---- BMP and ICO ----

DEEP, RUNS, ICON = read("bmp/rgb-24.bmp"), read("bmp/runs-8.bmp"), read("ico/bitmap-8.ico")
RUNS_DATA = struct.unpack("<I", RUNS[10:14])[0]

BMP = {
    "head-alone": (DEEP[:54], "truncated", "a header alone"),
    "cut-in-header": (DEEP[:40], "truncated", "ends in its header"),
    "cut-in-half": (DEEP[:len(DEEP) // 2], "rows_missing", "ends in the middle of the rows"),
    "padding-cut": (DEEP[:-3], "warnings", "ends in the padding of its last row"),
    "runs-cut": (RUNS[:(RUNS_DATA + len(RUNS)) // 2], "rows_missing", "ends among its runs"),
    "runs-over-edge": (patched(RUNS, RUNS_DATA, b"\xff\0" * 4), "warnings", "runs that are longer than a row"),
    "bytes-after-end": (DEEP + b"trailing", "warnings", "bytes after the last row"),
    "seven-bits": (patched(DEEP, 28, [7]), "unsupported_format", "7 bits a pixel"),
    "jpeg-inside": (patched(DEEP, 30, [4]), "unsupported_format", "coded as a JPEG"),
    "no-width": (patched(DEEP, 18, bytes(4)), "corrupt", "a width of 0"),
    "negative-width": (patched(DEEP, 18, b"\xf0\xff\xff\xff"), "corrupt", "a width of -16"),
    "sides-100000": (patched(DEEP, 18, struct.pack("<II", 100_000, 100_000)), "too_large", "10 000 million pixels"),
    "header-size": (patched(DEEP, 14, [41]), "unsupported_format", "a header of a size that none has"),
}

ICO = {
    "directory-alone": (ICON[:22], "truncated", "a directory alone"),
    "cut-in-half": (ICON[:(22 + len(ICON)) // 2 + 600], "rows_missing", "ends among its rows"),
    "mask-cut": (ICON[:-20], "warnings", "ends in its mask"),
    "entry-cut": (ICON[:15], "unsupported_format", "ends in its directory"),
}

FOREIGN = {
    "picture.avif": (b"\0\0\0\x1cftypavif" + bytes(16), "the head of an AVIF picture"),
    "text.jpg": (b"This is not a picture.\n", "text under a picture's name"),
    "noise.png": (RANDOM.randbytes(256), "random bytes under a picture's name"),
    "one-byte.jpg": (b"\xff", "one byte"),
}


def main():
    TARGET.mkdir(exist_ok=True)
    files = [(f"{name}.jpg", *rest) for name, rest in JPEG.items()]
    files += [(f"{name}.png", *rest) for name, rest in PNG.items()]
    for suffix, cases in (("webp", WEBP), ("gif", GIF), ("bmp", BMP), ("ico", ICO)):
        files += [(f"{name}.{suffix}", *rest) for name, rest in cases.items()]
    files += [(name, data, "unsupported_format", why) for name, (data, why) in FOREIGN.items()]
    for name, data, _, _ in files:
        (TARGET / name).write_bytes(data)
    table = "".join(f"malformed/{name}\t{outcome}\t{why}\n" for name, _, outcome, why in files)
    (TARGET / "expected.tsv").write_text(table)


main()
