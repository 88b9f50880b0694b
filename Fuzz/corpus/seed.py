"""Writes the inputs that fuzzing starts from: see README.md. Needs Pillow for decode/ and nothing else."""

import io
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
VECTORS = HERE.parent.parent / "Vectors"
BYTE_COUNT_MAX = 2000
FAST, FAST_ALL_ORIENTATIONS = 1, 3


def small_vectors():
    files = sorted(p for p in VECTORS.rglob("*") if p.suffix in (".jpg", ".png", ".webp", ".gif", ".bmp", ".ico"))
    small = [p for p in files if p.stat().st_size <= BYTE_COUNT_MAX]
    for number, path in enumerate(small):
        yield f"{path.parent.name}-{path.name}", number % 16, path.read_bytes()


def scaled():
    """At least 512 a side, so that the fast path decodes at half size."""
    from PIL import Image, ImageDraw

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


def damage():
    """A byte of choices, then patches: part of the file, place in it, length, bytes (see Patch.swift)."""
    ring, tree, verified = 0, 1, 0x14

    def patch(part, place, content):
        return bytes([part]) + place.to_bytes(2, "little") + bytes([len(content)]) + content

    yield "valid-ring", ring, b""
    yield "valid-tree", tree, b""
    yield "verified-ring", ring | verified, b""
    yield "verified-tree", tree | verified, b""
    yield "cut", ring, patch(255, 0, b"\x01\x00")
    yield "counts", ring, patch(0, 56, b"\xff" * 3)
    for part in range(1, 20):
        yield f"part-{part}", (part % 2) | verified, patch(part, 0, b"\xff" * 32)


def conversation(prefix):
    """What one side says in each transcript; a `*` there stands for any word."""
    for path in sorted(VECTORS.glob("protocol/*.txt")):
        lines = path.read_text().splitlines()
        said = [line[2:].replace("*", "1") for line in lines if line.startswith(prefix)]
        yield path.stem, "".join(line + "\n" for line in said).encode()


def requests():
    for name, said in conversation("> "):
        yield name, 6, said
    yield "body", 0, b"SCAN bytes=5 decode=fast name=a%20b #t\nhelloPING\n"
    yield "batch", 255, b"LOOKUP n=2 threshold=31 nearest=3 engine=bk\nmd5:00\r\npdq:11\nSTATS format=prometheus\n"


def lists():
    lines = (VECTORS / "demo/list.tsv").read_bytes().splitlines(keepends=True)
    yield "demo", 9, b"".join(lines[:8])
    yield "ends", 0, b"# comment\r\n\nmd5:00112233445566778899aabbccddeeff\tid%09\tl%2C\ta,b\r\nsha1:0"
    yield "saved", 3, b'\xef\xbb\xbf  "PDQ:' + b"0aF9" * 16 + b'"\t" an ""id"" "\t l \t"a, b"\r\r\n \t\t\r'
    yield "printed", 200, b"0aF9" * 16 + b"\t100\ta%2Cb.jpg\n" + b"0aF9" * 16 + b",3,a,b.jpg\n"
    yield "wide", 1, "pdq:0".encode("utf-16")


def samples():
    files = sorted(p for p in VECTORS.glob("lists/*/*") if p.suffix != ".expected")
    for number, path in enumerate(files):
        yield f"{path.parent.name}-{path.name}", 7 * number % 256, path.read_bytes()


def write(folder, seeds):
    (HERE / folder).mkdir(exist_ok=True)
    for name, choice, content in seeds:
        (HERE / folder / name).write_bytes(bytes([choice]) + content)


def main():
    write("index", damage())
    write("request", requests())
    write("lines", lists())
    write("importers", samples())
    (HERE / "reply").mkdir(exist_ok=True)
    for name, said in conversation("< "):
        (HERE / "reply" / name).write_bytes(said)
    write("decode", small_vectors())
    write("decode", scaled())


main()
