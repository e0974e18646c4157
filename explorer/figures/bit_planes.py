"""What the canvas, captions and reports say of bit planes, see `core.bit_planes`."""

from core.bit_planes import PLANES, SharedPlane


def plane_share(plane: SharedPlane) -> str:
    """Equal bits in per cent; 0 and 100 stand for none and all alone."""
    if plane.equal in (0, plane.pixels):
        return "0 %" if plane.equal == 0 else "100 %"
    return f"{min(max(100 * plane.equal / plane.pixels, 0.1), 99.9):.1f} %"


def plane_words(plane: SharedPlane) -> str:
    """One sentence on a plane."""
    place = {PLANES: ", the most significant", 1: ", the least significant"}
    begin = (
        f"Plane {plane.number} of {PLANES}{place.get(plane.number, '')}: both pictures "
        f"have the same bit at {plane_share(plane)} of the pixels"
    )
    if plane.equal == plane.pixels:
        return f"{begin}: the scheme leaves it in the clear."
    if plane.equal == 0:
        return f"{begin}: the scheme inverts it, which hides nothing."
    return f"{begin}. By chance it would be {100 * plane.chance:.1f} %."


def plane_table(planes: tuple[SharedPlane, ...]) -> list[dict[str, object]]:
    """What the canvas says of the planes; JSON-ready, 8 first."""
    return [
        {
            "number": plane.number,
            "share": plane_share(plane),
            "words": plane_words(plane),
        }
        for plane in planes
    ]
