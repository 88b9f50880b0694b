"""The same picture in codings that common writers do not offer: lossless, so that every file decodes to the same pixels.

Needs djpeg, cjpeg and jpegtran (Debian: libjpeg-turbo-progs). Writes ../transcoded and its table: file, the file it
equals.
"""

import pathlib
import struct
import subprocess
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
SOURCE = "pictures/jpeg/420.jpg"
TARGET = HERE.parent / "transcoded"

SEQUENTIAL_SCANS = "0;\n1;\n2;\n"
PROGRESSIVE_SCANS = "0: 0-0, 0, 1;\n1: 0-0, 0, 0;\n2: 0-0, 0, 0;\n0: 1-5, 0, 2;\n2: 1-63, 0, 0;\n1: 1-63, 0, 0;\n" \
    "0: 6-63, 0, 2;\n0: 1-63, 2, 1;\n0: 0-0, 1, 0;\n0: 1-63, 1, 0;\n"


# DC of each component in three steps, as few encoders write it; a decoder that stops early lacks bits.
STEPWISE_SCANS = "0: 0-0, 0, 2;\n1: 0-0, 0, 2;\n2: 0-0, 0, 2;\n0: 1-63, 0, 0;\n0: 0-0, 2, 1;\n1: 0-0, 2, 1;\n" \
    "2: 0-0, 2, 1;\n1: 1-63, 0, 0;\n0: 0-0, 1, 0;\n1: 0-0, 1, 0;\n2: 0-0, 1, 0;\n2: 1-63, 0, 0;\n"


def jpegtran(*options):
    command = ["jpegtran", "-copy", "none", *options, str(HERE.parent / SOURCE)]
    return subprocess.run(command, check=True, capture_output=True).stdout


def scanned(script, *options, source=HERE.parent / SOURCE):
    with tempfile.NamedTemporaryFile("w", suffix=".scans") as file:
        file.write(script)
        file.flush()
        command = ["jpegtran", "-copy", "none", "-scans", file.name, *options, str(source)]
        return subprocess.run(command, check=True, capture_output=True).stdout


def enlarged(times, quality):
    """The source with every pixel drawn `times` x `times` large."""
    source = (HERE.parent / SOURCE).read_bytes()
    ppm = subprocess.run(["djpeg", "-ppm"], input=source, check=True, capture_output=True).stdout
    _, size, _, samples = ppm.split(b"\n", 3)
    width, height = map(int, size.split())
    rows = []
    for y in range(height):
        row = samples[3 * width * y:3 * width * (y + 1)]
        rows += [b"".join(row[i:i + 3] * times for i in range(0, len(row), 3))] * times
    large = b"P6\n%d %d\n255\n" % (width * times, height * times) + b"".join(rows)
    command = ["cjpeg", "-quality", str(quality)]
    return subprocess.run(command, input=large, check=True, capture_output=True).stdout


def progressive(jpeg):
    return subprocess.run(["jpegtran", "-progressive"], input=jpeg, check=True, capture_output=True).stdout


def after_start(jpeg, segment):
    return jpeg[:2] + segment + jpeg[2:]


def multi_picture(jpeg):
    """Two pictures one after the other, announced by an APP2 segment (CIPA DC-007) with an empty directory."""
    body = b"MPF\0" + b"MM\0*" + struct.pack(">IHI", 8, 0, 0)
    return after_start(jpeg, b"\xff\xe2" + struct.pack(">H", len(body) + 2) + body) + jpeg


FILES = {
    "arithmetic": lambda: jpegtran("-arithmetic"),
    "arithmetic-progressive": lambda: jpegtran("-arithmetic", "-progressive"),
    "arithmetic-restart": lambda: jpegtran("-arithmetic", "-restart", "4B"),
    "one-scan-per-component": lambda: scanned(SEQUENTIAL_SCANS),
    "one-scan-per-component-restart": lambda: scanned(SEQUENTIAL_SCANS, "-restart", "7B"),
    "progressive-split": lambda: scanned(PROGRESSIVE_SCANS, "-progressive"),
    "progressive-restart": lambda: jpegtran("-progressive", "-restart", "9B"),
    "multi-picture": lambda: multi_picture(jpegtran()),
    "fill-bytes": lambda: after_start(jpegtran(), b"\xff\xff\xff\xff\xfe\0\4hi"),
}


def main():
    TARGET.mkdir(exist_ok=True)
    for name, make in FILES.items():
        (TARGET / f"{name}.jpg").write_bytes(make())
    lines = [f"transcoded/{name}.jpg\t{SOURCE}\n" for name in FILES]
    large, coarse = enlarged(9, 35), enlarged(9, 3)
    (TARGET / "large.jpg").write_bytes(large)
    (TARGET / "large-quality-3.jpg").write_bytes(coarse)
    copies = {
        "large-progressive": ("large", progressive(large)),
        "large-progressive-in-steps": ("large", scanned(STEPWISE_SCANS, source=TARGET / "large.jpg")),
        "large-quality-3-progressive": ("large-quality-3", progressive(coarse)),
    }
    for name, (original, copy) in copies.items():
        (TARGET / f"{name}.jpg").write_bytes(copy)
        lines.append(f"transcoded/{name}.jpg\ttranscoded/{original}.jpg\n")
    (TARGET / "expected.tsv").write_text("".join(lines))


main()
