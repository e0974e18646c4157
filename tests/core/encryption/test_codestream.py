"""The JPEG 2000 package: every stream that Pillow makes is read and written again."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from time import process_time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core import ImageError
from core.encryption.jpeg2000 import (
    CodestreamError,
    decode,
    decrypt_bodies,
    drop_packets,
    encode,
    encrypt_bodies,
    parse,
    rebuild,
)
from core.encryption.jpeg2000.bits import BitReader, BitWriter
from core.encryption.jpeg2000.markers import LENGTH_TABLES
from core.encryption.jpeg2000.tagtree import TagTree

KEY = b"secret"


def everything(*_):
    return True


def texture(height, width, channels=None):
    y, x = np.mgrid[:height, :width]
    waves = 120 + 60 * np.sin(x / 5) + 40 * np.cos(y * x / 300)
    levels = waves + np.random.default_rng(1).normal(0, 12, (height, width))
    if channels:
        levels = levels[..., None] * np.linspace(0.5, 1, channels)
    return np.clip(levels, 0, 255).astype(np.uint8)


def pillow_stream(pixels, **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG2000", no_jp2=True, **options)
    return buffer.getvalue()


STREAM = encode(texture(96, 80), rates=(40, 20, 10, 5), resolutions=4)


@st.composite
def streams(draw):
    """Streams of all kinds that Pillow makes; small sides, as the kinds are many."""
    height, width = draw(st.integers(32, 130)), draw(st.integers(32, 130))
    rates = draw(st.lists(st.floats(1.5, 80), max_size=5, unique=True))
    options = {
        "irreversible": draw(st.booleans()),
        "num_resolutions": draw(st.integers(1, 6)),
        "progression": draw(st.sampled_from(["LRCP", "RLCP", "RPCL", "PCRL", "CPRL"])),
        "codeblock_size": (
            draw(st.sampled_from([4, 16, 64])),
            draw(st.sampled_from([4, 8, 64])),
        ),
        "plt": draw(st.booleans()),
    }
    if rates:
        options |= {"quality_mode": "rates", "quality_layers": sorted(rates)[::-1]}
    if draw(st.booleans()):
        options["precinct_size"] = draw(st.sampled_from([(64, 64), (32, 128)]))
    if draw(st.booleans()):
        # OpenJPEG stops the process on tiles of one sample: keep tiles whole.
        height, width = height // 32 * 32, width // 32 * 32
        options["tile_size"] = (32, 32)
    channels = draw(st.sampled_from([None, 3]))
    return pillow_stream(texture(height, width, channels), **options)


@pytest.mark.slow
@settings(max_examples=120, deadline=None, derandomize=True)
@given(streams())
def test_every_stream_is_read_to_its_end_and_written_again(data):
    stream = parse(data)
    assert stream.packets[-1].end == stream.tiles[-1].part.end
    written = rebuild(stream, everything)
    if any(s.marker in LENGTH_TABLES for s in stream.tiles[0].part.segments):
        assert np.array_equal(decode(written), decode(data))
    else:
        assert written == data


@pytest.mark.parametrize("name", ["offset_rpcl", "subsampled_pcrl", "tiled_cprl"])
def test_streams_with_offsets_and_subsampling_are_written_again(name):
    """Made by OpenJPEG 2.5.0: what Pillow cannot, an image that starts off the grid."""
    data = (Path(__file__).parent / "streams" / f"{name}.j2k").read_bytes()
    stream = parse(data)
    assert rebuild(stream, everything) == data
    encrypted = encrypt_bodies(stream, KEY, everything)
    assert encrypted != data
    assert decrypt_bodies(parse(encrypted), KEY, everything) == data


@settings(max_examples=60, deadline=None, derandomize=True)
@given(streams(), st.integers(0, 3))
def test_encryption_of_bodies_is_undone_byte_for_byte(data, layer):
    stream = parse(data)
    encrypted = encrypt_bodies(stream, KEY, lambda packet: packet.layer >= layer)
    other = parse(encrypted)
    assert len(encrypted) == len(data)
    assert [p.end for p in other.packets] == [p.end for p in stream.packets]
    # No marker: nothing above FF 8F among the bytes of code-blocks.
    for packet in other.packets:
        body = encrypted[packet.body : packet.end]
        assert all(b < 0x90 for a, b in pairwise(body) if a == 0xFF)
    restored = decrypt_bodies(other, KEY, lambda packet: packet.layer >= layer)
    assert restored == data
    assert decode(encrypted).shape == decode(data).shape


def test_only_the_chosen_packets_are_encrypted():
    stream = parse(STREAM)
    encrypted = encrypt_bodies(stream, KEY, lambda packet: packet.resolution == 2)
    for packet in stream.packets:
        same = STREAM[packet.start : packet.end] == encrypted[packet.start : packet.end]
        assert same == (packet.resolution != 2 or packet.body == packet.end)


def test_another_key_gives_another_stream():
    stream = parse(STREAM)
    one = encrypt_bodies(stream, b"one", everything)
    assert one != encrypt_bodies(stream, b"two", everything)


def test_dropping_layers_gives_what_an_encoder_of_fewer_layers_gives():
    full = parse(STREAM)
    shorter = drop_packets(full, lambda packet: packet.layer >= 2)
    # Decoding only the first two layers of the whole stream is the same picture.
    image = Image.open(io.BytesIO(STREAM))
    tile = image.tile[0]
    codec, reduce, _, *source = tile.args  # pyright: ignore[reportGeneralTypeIssues]
    image.tile = [tile._replace(args=(codec, reduce, 2, *source))]
    assert np.array_equal(decode(shorter), np.array(image))


def test_dropping_a_packet_drops_later_layers_of_its_precinct():
    dropped = parse(drop_packets(parse(STREAM), lambda packet: packet.layer == 1))
    assert {p.layer for p in dropped.packets if not p.empty} == {0}


def test_dropping_nothing_changes_nothing():
    assert drop_packets(parse(STREAM), lambda packet: False) == STREAM


def test_rebuilding_without_later_layers_equals_dropping_them():
    stream = parse(STREAM)
    rebuilt = rebuild(stream, lambda packet, _: packet.layer < 2)
    dropped = drop_packets(stream, lambda packet: packet.layer >= 2)
    assert np.array_equal(decode(rebuilt), decode(dropped))


def test_rebuilding_leaves_out_what_follows_a_lost_contribution():
    stream = parse(STREAM)
    rebuilt = parse(rebuild(stream, lambda packet, _: packet.layer != 1))
    before = blocks_by_layer(stream)
    lost = {block for layer, block in before if layer == 1}
    expected = {
        (layer, block) for layer, block in before if layer < 1 or block not in lost
    }
    assert blocks_by_layer(rebuilt) == expected
    assert decode(rebuilt.data).shape == (96, 80)


def blocks_by_layer(stream):
    return {
        (packet.layer, (packet.precinct, part.band, part.block))
        for packet in stream.packets
        for part in packet.contributions
    }


@contextmanager
def little_work() -> Iterator[None]:
    """Fail where a stream of a few bytes keeps the processor for long.

    It is the process' own time that counts, which a busy machine does not make longer.
    """
    begun = process_time()
    yield
    assert process_time() - begun < 2


@pytest.mark.slow
@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(st.integers(0, len(STREAM) - 1), st.integers(0, 255)), max_size=6
    ),
    st.integers(0, len(STREAM)),
    st.booleans(),
)
def test_damaged_streams_give_one_clear_error(changes, end, cut):
    damaged = bytearray(STREAM)
    for position, value in changes:
        # Most bytes are bodies, in which damage is not seen: aim at headers as well.
        damaged[position % 200 if value % 2 else position] = value
    if cut:
        damaged = damaged[:end]
    with little_work():
        try:
            stream = parse(bytes(damaged))
            written = rebuild(stream, everything)
        except CodestreamError:
            return
        assert len(parse(written).packets) == len(stream.packets)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.binary(max_size=200), st.integers(2, 120))
def test_noise_after_a_sound_start_gives_one_clear_error(noise, sound):
    with little_work(), pytest.raises(CodestreamError):
        parse(STREAM[:sound] + noise)


@pytest.mark.parametrize("end", range(0, 300, 7))
def test_a_stream_cut_short_is_refused(end):
    with pytest.raises(CodestreamError):
        parse(STREAM[:end])


def patched(position, value):
    return STREAM[:position] + bytes(value) + STREAM[position + len(value) :]


SIZ, COD = STREAM.index(b"\xff\x51"), STREAM.index(b"\xff\x52")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "expected a JPEG 2000 codestream that begins with FF 4F, got nothing"),
        (b"\x89PNG", "got 89 50"),
        (STREAM + b"\0", "expected the end of the codestream"),
        (patched(SIZ + 6, [255, 255, 255, 255]), "megapixels"),
        (patched(SIZ + 22, [0, 0, 0, 0]), "SIZ contradicts itself"),
        (patched(COD + 5, [9]), "COD contradicts itself: progression 9"),
        (patched(COD + 4, [6]), "cannot read packets with SOP or EPH markers"),
        (patched(COD + 12, [1]), "cannot read code-blocks of style 0x01"),
        (patched(COD + 6, [255, 255]), "more packets than its tile has bytes"),
        (patched(COD, [0xFF, 0x53]), "cannot read COC"),
    ],
)
def test_unreadable_streams_say_what_is_wrong(data, message):
    with pytest.raises(CodestreamError, match=message):
        parse(data)


def test_a_marker_in_a_body_is_refused():
    stream = parse(STREAM)
    packet = max(stream.packets, key=lambda p: p.end - p.body)
    data = patched(packet.body + 3, [0xFF, 0x93])
    with pytest.raises(CodestreamError, match="without a marker"):
        encrypt_bodies(parse(data), KEY, everything)


def test_codestream_error_is_an_image_error():
    assert issubclass(CodestreamError, ImageError)
    with pytest.raises(ImageError, match="cannot be decoded"):
        decode(b"no stream")


@given(st.lists(st.booleans(), max_size=80))
def test_stuffed_bits_come_back(bits):
    writer = BitWriter()
    for bit in bits:
        writer.bit(bit)
    data = writer.finish()
    assert b"\xff" not in data or all(b < 0x80 for a, b in pairwise(data) if a == 0xFF)
    assert not data.endswith(b"\xff")
    reader = BitReader(data, 0, len(data))
    assert [reader.bit() for _ in bits] == bits
    assert reader.align() == len(data)


@given(st.integers(1, 6), st.integers(1, 6), st.data())
def test_tag_trees_read_what_they_write(columns, rows, draw):
    leaves = columns * rows
    numbers = draw.draw(
        st.lists(st.integers(0, 9), min_size=leaves, max_size=leaves), label="numbers"
    )
    writer = BitWriter()
    tree = TagTree(columns, rows, numbers)
    for leaf in range(leaves):
        tree.write(writer, leaf, 10)
    data = writer.finish()
    reader = BitReader(data, 0, len(data))
    other = TagTree(columns, rows)
    for leaf in range(leaves):
        thresholds = [other.read(reader, leaf, t) for t in range(1, 11)]
        assert thresholds.index(True) == numbers[leaf]
    assert other.bounds() == numbers
