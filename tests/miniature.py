"""Tiny databases in the layouts of PEID and IVC-SelectEncrypt, made from scratch."""

import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.io import savemat

SIDE = 48
ENDINGS = {"01": "j2k", "02": "jpg", "07": "bmp"}


def picture(seed: int, side: int = SIDE) -> np.ndarray:
    """Smooth random hills, uint8."""
    rng = np.random.default_rng(seed)
    y, x = np.mgrid[0:side, 0:side] / side
    waves = np.zeros((side, side))
    for f in range(1, 6):
        phase = x * rng.normal() + y * rng.normal()
        waves += rng.normal() * np.cos(2 * np.pi * f * phase)
    low, high = waves.min(), waves.max()
    return np.rint(255 * (waves - low) / (high - low)).astype(np.uint8)


def noisy(plain: np.ndarray, level: int, seed: int) -> np.ndarray:
    """More like the plain picture, the higher the level."""
    rng = np.random.default_rng(seed)
    noise = rng.integers(0, 256, plain.shape)
    share = level / 6
    return np.rint(share * plain + (1 - share) * noise).astype(np.uint8)


def save(pixels: np.ndarray, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix.lower() == ".j2k":
        Image.fromarray(pixels).save(path, "JPEG2000", no_jp2=True)
    else:
        Image.fromarray(pixels).save(path)


def peid(folder: Path, pictures: Sequence[str] = ("airport", "Animal")) -> Path:
    """PEID of few pictures, schemes 01, 02 and 07, five levels each."""
    root = folder / "PEID"
    names, visual, quality = [], [], []
    for seed, name in enumerate(pictures):
        plain = picture(seed)
        save(plain, root / "refimg" / f"{name}.bmp")
        names.append((f"{name}.bmp", f"{name}.bmp"))
        visual.append(6.0)
        quality.append(5.0)
        for scheme, ending in ENDINGS.items():
            for level in range(1, 6):
                image = f"{name}_{scheme}_{level}.{ending}"
                pixels = noisy(plain, level, seed=100 * seed + level)
                save(pixels, root / "encimg" / image)
                names.append((f"{name}.bmp", image))
                visual.append(level + int(scheme) / 100 + seed / 1000)
                quality.append(1 + level / 2)
    (root / "README.txt").write_text("A miniature.")
    write_mat(root / "data.mat", names, visual, quality)
    return root


def write_mat(path: Path, names, visual, quality) -> None:
    cells = np.empty((len(names), 2), dtype=object)
    cells[:] = names
    mos = {"IQ": np.array(quality)[:, None], "VS": np.array(visual)[:, None]}
    savemat(path, {"data": {"textdata": cells, "mos": mos}})


def ivc(folder: Path, bases: Sequence[str] = ("cimg6013", "CIMG7593")) -> Path:
    """IVC-SelectEncrypt of few pictures, all kinds and positions."""
    root = folder / "SelectiveEncryption"
    rows: list[list[str | float]] = [["Image", "PSNR", "MOS", "MOS deviation"]]
    for seed, base in enumerate(bases):
        plain = picture(10 + seed)
        save(plain, root / "images" / f"{base}.pgm")
        rows.append([f"{base}.pgm", 99.0, 5.0, 0.0])
        names = [
            (f"{base}-{position}-{kind}", level)
            for level, position in enumerate(("001", "007", "014", "021", "029"), 1)
            for kind in ("iwind_ec", "iwind_nec", "trad", "trunc")
        ]
        names += [(f"{base}-res-{n}", n + 1) for n in range(5)]
        for name, level in names:
            pixels = noisy(plain, level, seed=1000 * seed + level)
            save(pixels, root / "images" / f"{name}.pgm")
            rows.append([f"{name}.pgm", 10.0 + level, level - len(name) / 100, 0.5])
    sheet = xls({"Notes": [["Transparent encryption"]], "Scores": rows})
    (root / "SubjAndObjScoresTransparentEncryption.xls").write_bytes(sheet)
    return root


def zipped(folder: Path, archive: Path) -> Path:
    """The folder as a zip archive, with what a Macintosh leaves in one."""
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder.parent).as_posix()
            file.write(path, name)
            if path.is_file():
                file.writestr(f"__MACOSX/{Path(name).parent}/._{path.name}", b"\0\5")
    return archive


def xls(sheets: dict[str, list[list[str | float]]]) -> bytes:
    """Cells as an Excel 97 file: BIFF8 records in a compound document."""
    bodies = [_sheet(rows) for rows in sheets.values()]
    opening = _record(0x0809, struct.pack("<4H2I", 0x0600, 5, 0, 0, 0, 0))
    size = len(opening) + 4 + sum(4 + 8 + len(name) for name in sheets)
    listed = b""
    for name, body in zip(sheets, bodies, strict=True):
        head = struct.pack("<IBBBB", size, 0, 0, len(name), 0)
        listed += _record(0x0085, head + name.encode("latin-1"))
        size += len(body)
    return _compound(opening + listed + _record(0x000A) + b"".join(bodies))


def _sheet(rows: list[list[str | float]]) -> bytes:
    out = _record(0x0809, struct.pack("<4H2I", 0x0600, 0x10, 0, 0, 0, 0))
    for i, row in enumerate(rows):
        for j, cell in enumerate(row):
            place = struct.pack("<3H", i, j, 0)
            if isinstance(cell, str):
                text = struct.pack("<HB", len(cell), 0) + cell.encode("latin-1")
                out += _record(0x0204, place + text)
            else:
                out += _record(0x0203, place + struct.pack("<d", cell))
    return out + _record(0x000A)


def _record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _compound(stream: bytes) -> bytes:
    """A compound document of one stream called Workbook."""
    size = max(len(stream), 4096)
    count = -(-size // 512)
    assert count <= 126, "one sector of the allocation table is enough for tests"
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[none] * 108)
    chain = [*range(3, 2 + count), end]
    table = [0xFFFFFFFD, end, *chain, *[none] * (126 - count)]
    directory = b"".join(
        name.encode("utf-16-le").ljust(64, b"\0")
        + struct.pack("<HBB3I16xI16x", 2 * len(name) + 2, kind, 1, none, none, child, 0)
        + struct.pack("<III", start, length, 0)
        for name, kind, child, start, length in (
            ("Root Entry", 5, 1, end, 0),
            ("Workbook", 2, none, 2, size),
        )
    )
    body = struct.pack("<128I", *table) + directory.ljust(512, b"\0")
    return header + body + stream.ljust(512 * count, b"\0")
