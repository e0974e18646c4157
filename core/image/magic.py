"""What a file holds that is not read, by its first bytes."""

_STARTS = (
    (b"\x89PNG", "the beginning of a PNG file"),
    (b"\xff\xd8\xff", "the beginning of a JPEG file"),
    (b"GIF8", "the beginning of a GIF file"),
    (b"\xff\x0a", "a JPEG XL picture"),
    (b"\x00\x00\x00\x0cJXL \r\n\x87\n", "a JPEG XL picture"),
    (b"%PDF", "a PDF document"),
    (b"\x76\x2f\x31\x01", "an OpenEXR picture"),
    (b"#?RADIANCE", "a Radiance HDR picture"),
    (b"#?RGBE", "a Radiance HDR picture"),
    (b"8BPS", "a Photoshop document"),
    (b"gimp xcf", "a GIMP document"),
    (b"\x93NUMPY", "a NumPy array (pass what numpy.load returns)"),
    (b"\x89HDF", "an HDF5 file"),
    (b"CDF", "a NetCDF file"),
    (b"MATLAB ", "a MATLAB file"),
    (b"SIMPLE  =", "a FITS file"),
    (b"qoif", "a QOI picture"),
    (b"DDS ", "a DDS texture"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"II\xbc\x01", "a JPEG XR picture"),
    (b"AT&TFORM", "a DjVu document"),
    (b"%!PS", "a PostScript document"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\x1f\x8b", "a file compressed by gzip"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1aE\xdf\xa3", "a video"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)

_BRANDS = {
    "a HEIC picture": (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1"),
    "an AVIF picture that the decoder does not know": (b"avif", b"avis"),
    "a Canon raw picture": (b"crx ",),
}

_TEXTS = (
    ("<svg", "an SVG drawing"),
    ("<!doctype html", "a web page (HTML)"),
    ("<html", "a web page (HTML)"),
    ("<?xml", "an XML document"),
)

HEAD = 4096
"""Bytes from the beginning that `contents` looks at."""


def contents(head: bytes) -> str:
    """Say what a file holds, by its first `HEAD` bytes; "" if that is not known."""
    if not head:
        return "nothing: the file is empty"
    for start, what in _STARTS:
        if head.startswith(start):
            return what
    if head[4:8] == b"ftyp":
        for what, brands in _BRANDS.items():
            if head[8:12] in brands:
                return what
        return "a video or another file of the MP4 family"
    if head[:4] == b"RIFF":
        return "a video or sound (RIFF)"
    if head[128:132] == b"DICM":
        return "a DICOM picture"
    return _text(head)


def _text(head: bytes) -> str:
    """Say which kind of text the bytes are, "" if they are none."""
    encoding = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        # The last character may have been cut in two.
        text = head.decode(encoding, "ignore" if len(head) >= HEAD else "strict")
    except UnicodeDecodeError:
        return ""
    if any(ord(c) < 32 and c not in "\t\n\r\f" for c in text):
        return ""
    folded = text.lstrip().lower()
    for start, what in _TEXTS:
        if folded.startswith(start):
            return "an SVG drawing" if "<svg" in folded else what
    return "text"
