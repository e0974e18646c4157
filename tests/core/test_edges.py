"""The edge filter against its closed forms, a direct convolution and measured values.

S is the edge strength in grey levels, EM the edge map, J the largest S of an image.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.ndimage import convolve, distance_transform_edt
from scipy.signal import fftconvolve
from scipy.special import erf

import core
from core import fourier_argand, harmonics
from core.edges import edge_direction, edge_map, edge_strength, noise_level
from core.fourier_argand import (
    DEFAULT,
    EdgeFilter,
    radial_profiles,
    steering,
)
from core.harmonics import harmonic_strips, strongest

Levels = NDArray[np.float64]


def rotated_kernel(edge_filter: EdgeFilter, angle: float, reach: int) -> Levels:
    """Return the edge pattern, the derivative of a Gaussian, at an angle; sampled.

    In grey levels: the response to a straight step of height 1 is 1.
    """
    a, b = edge_filter.across, edge_filter.along
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1]
    u = x * np.cos(angle) + y * np.sin(angle)
    v = y * np.cos(angle) - x * np.sin(angle)
    gaussian = np.exp(-((u / a) ** 2) - (v / b) ** 2) / (np.pi * a * b)
    return -2 * u / a**2 * gaussian * a * np.sqrt(np.pi)


def steered(image: Levels, edge_filter: EdgeFilter, angles: Levels) -> Levels:
    """Return the filter's responses R(α) in float64, (angles, H, W)."""
    maps = np.empty((2, edge_filter.harmonics, *image.shape))
    for (rows, columns), strip in harmonic_strips(image, edge_filter, maps.dtype):
        inside = slice(edge_filter.margin, edge_filter.margin + image.shape[1])
        maps[:, :, rows, columns] = strip[..., inside]
    cosines, sines = steering(angles, edge_filter.harmonics)
    return np.tensordot(cosines, maps[0], 1) + np.tensordot(sines, maps[1], 1)


def step(height: float, side: int = 128) -> Levels:
    """Return a vertical step between the two middle columns."""
    image = np.zeros((side, side))
    image[:, side // 2 :] = height
    return image


def f_measure(found: NDArray[np.bool_], truth: NDArray[np.bool_]) -> float:
    """Return the F-measure of two masks with a tolerance of 2 pixels."""
    near_truth = np.asarray(distance_transform_edt(~truth)) <= 2
    near_found = np.asarray(distance_transform_edt(~found)) <= 2
    precision, recall = near_truth[found].mean(), near_found[truth].mean()
    return float(2 * precision * recall / (precision + recall))


@pytest.fixture(scope="module")
def crop(camera: Levels) -> Levels:
    """Photograph of 150 × 211 pixels, neither side of which is fast to transform."""
    return camera[90:240, 150:361]


# ---- closed forms ---------------------------------------------------------------


def test_gain_and_norm_of_the_kernel_have_their_closed_forms() -> None:
    # Both to 1e-6; the sampled kernel has the closed norm to 1e-9.
    assert DEFAULT.step_gain == pytest.approx(0.188063, abs=1e-6)
    assert DEFAULT.kernel_norm == pytest.approx(0.0290188, abs=1e-6)
    kernel = rotated_kernel(DEFAULT, 0, 64) * DEFAULT.step_gain
    assert kernel.shape == (129, 129)
    assert np.linalg.norm(kernel) == pytest.approx(DEFAULT.kernel_norm, abs=1e-9)


@pytest.mark.parametrize(
    ("across", "along", "harmonics", "tolerance"),
    [
        (3, 7, 8, 1e-3),
        (3, 7, 12, 3e-5),
        (3, 7, 16, 3e-6),
        (7, 3, 8, 1e-3),
        (3, 3, 1, 1e-5),
    ],
)
def test_impulse_shows_the_kernel_at_any_angle(
    across: float, along: float, harmonics: int, tolerance: float
) -> None:
    # Tolerance: share of the kernel's peak.
    edge_filter = EdgeFilter(across=across, along=along, harmonics=harmonics)
    impulse = np.zeros((129, 129))
    impulse[64, 64] = 1
    angles = np.random.default_rng(3).uniform(-np.pi, np.pi, 40)
    for angle, response in zip(
        angles, steered(impulse, edge_filter, angles), strict=True
    ):
        kernel = rotated_kernel(edge_filter, angle, 64)
        assert np.abs(response - kernel).max() <= tolerance * np.abs(kernel).max()


def energies(harmonics: int) -> Levels:
    """Return the energy of every harmonic of the default kernel, largest first."""
    rho = np.linspace(0, 6, 20_001)
    profiles = radial_profiles(rho, EdgeFilter(harmonics=harmonics))
    return np.asarray(np.trapezoid(profiles**2 * rho, rho, axis=-1))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("harmonics", "tail"), [(4, 0.0377), (8, 1.12e-3), (10, 1.88e-4)]
)
def test_error_of_leaving_out_harmonics_is_the_energy_left_out(
    harmonics: int, tail: float
) -> None:
    energy = energies(30)
    left_out = np.sqrt(energy[harmonics:].sum() / energy.sum())
    assert left_out == pytest.approx(tail, rel=0.02)


@pytest.mark.slow
def test_first_harmonics_hold_their_shares_of_the_energy() -> None:
    energy = energies(30)
    np.testing.assert_allclose(
        energy[:3] / energy.sum(), [0.77760, 0.17911, 0.03532], atol=1e-4
    )


# ---- against direct convolution -------------------------------------------------


@pytest.mark.slow
def test_filter_equals_convolution_with_64_rotated_kernels(camera: Levels) -> None:
    # Without Bessel functions or Fourier transforms; 1e-3 of J, as K = 8 truncates.
    image = camera[200:240, 200:248]
    angles = np.arange(64) * np.pi / 64
    responses = steered(image, DEFAULT, angles)
    expected = np.array(
        [
            convolve(
                image, rotated_kernel(DEFAULT, angle, DEFAULT.margin), mode="mirror"
            )
            for angle in angles
        ]
    )
    peak = np.abs(expected).max()
    assert np.abs(responses - expected).max() <= 1e-3 * peak
    strongest = np.abs(expected).max(axis=0)
    assert np.abs(edge_strength(image) - strongest).max() <= 1e-3 * peak
    np.testing.assert_allclose(
        edge_map(image), np.minimum(strongest / 96, 1), atol=1e-3 * peak / 96
    )


def test_32_orientations_equal_32_rotated_kernels_on_a_photograph(
    crop: Levels,
) -> None:
    # 1e-3 of J.
    edge_filter = EdgeFilter(orientations=32)
    padded = np.pad(crop, edge_filter.margin, mode="reflect")
    expected = np.zeros(crop.shape)
    for angle in np.arange(32) * np.pi / 32:
        kernel = rotated_kernel(edge_filter, angle, edge_filter.margin)
        response = fftconvolve(padded, kernel, mode="valid")
        expected = np.maximum(expected, np.abs(response))
    strength = edge_strength(crop, edge_filter, dtype=np.float64)
    assert np.abs(strength - expected).max() <= 1e-3 * expected.max()


@pytest.mark.parametrize("width", [1, 17, 1000])
def test_compiled_maximum_equals_its_numpy_lines(width: int) -> None:
    shape = 2, DEFAULT.harmonics, 3, width + 2 * DEFAULT.margin
    maps = np.random.default_rng(4).normal(size=shape)
    expected = strongest(maps, DEFAULT, width)  # in float64 nothing is compiled
    assert expected.shape == (3, width)
    found = strongest(maps.astype(np.float32), DEFAULT, width)
    np.testing.assert_allclose(found, expected, rtol=1e-6)


# ---- steps and angles -----------------------------------------------------------


def test_step_of_96_has_the_measured_profile() -> None:
    # ±2e-3, the two peaks ±1e-3; not quite 1, as the samples lie half a pixel off.
    edges = edge_map(step(96))
    profile = [0.0598, 0.0921, 0.1391, 0.2084, 0.316, 0.500, 0.7825, 0.9811]
    np.testing.assert_allclose(edges[64, 56:64], profile, atol=2e-3)
    np.testing.assert_allclose(edges[64, 63:65], 0.9811, atol=1e-3)
    np.testing.assert_allclose(edges, edges[:, ::-1], atol=1e-5)


def test_border_has_no_artefact() -> None:
    edges = edge_map(step(96))
    np.testing.assert_allclose(edges[0], edges[64], atol=1e-5)


def test_step_of_48_stays_below_the_threshold() -> None:
    assert edge_map(step(48)).max() == pytest.approx(0.4906, abs=1e-3)


def test_direction_points_to_where_the_image_brightens() -> None:
    strength, direction = edge_direction(step(255))
    np.testing.assert_allclose(direction[:, 63:65], 0, atol=1e-6)
    np.testing.assert_allclose(edge_direction(step(255).T)[1][63:65], np.pi / 2)
    np.testing.assert_allclose(
        np.abs(edge_direction(255 - step(255))[1][:, 63:65]), np.pi, atol=1e-6
    )
    # Refined between the directions tried: not below the plain maximum, 0.1 % above.
    plain = edge_strength(step(255), dtype=np.float64)
    assert np.all(strength >= plain - 1e-9)
    assert np.abs(strength - plain).max() <= 1e-3 * plain.max()


@pytest.mark.parametrize("degrees", [-179.9, -90, -37.3, 0, 2.5, 45, 61.7, 123.4, 179])
def test_direction_of_a_smooth_edge_is_exact(degrees: float) -> None:
    # An edge of height 50, blurred by 0.5 pixels: 0.05°, S in [48.5, 48.9].
    angle = np.deg2rad(degrees)
    y, x = np.mgrid[-64:65, -64:65]
    across = x * np.cos(angle) + y * np.sin(angle)
    strength, direction = edge_direction(25 * (1 + erf(across / (0.5 * np.sqrt(2)))))
    error = np.angle(np.exp(1j * (direction[64, 64] - angle)))
    assert abs(np.rad2deg(error)) <= 0.05
    assert 48.5 <= strength[64, 64] <= 48.9


# ---- noise ----------------------------------------------------------------------


def test_white_noise_leaves_no_edges() -> None:
    # σ = 20: mean S 5.0 ± 0.1; S > 0.6 σ in 3e-4 to 2e-3 of the pixels.
    noise = np.random.default_rng(0).normal(128, 20, (512, 512))
    strength = edge_strength(noise)
    assert strength.mean() == pytest.approx(5.0, abs=0.1)
    assert 3e-4 <= (strength > 0.6 * 20).mean() <= 2e-3
    assert not (edge_map(noise) > 0.5).any()


def test_random_bytes_leave_next_to_no_edges() -> None:
    # Reading: (edge-scale) a fixed scale keeps the map of a scrambled image empty.
    noise = np.random.default_rng(0).integers(0, 256, (512, 512)).astype(np.uint8)
    assert (edge_map(noise) > 0.5).mean() < 1e-3


def test_noise_floor_empties_the_map_of_black_and_white_noise() -> None:
    noise = np.random.default_rng(0).integers(0, 2, (512, 512)) * 255.0
    assert 0.08 <= (edge_map(noise) > 0.5).mean() <= 0.12
    assert (edge_map(noise, EdgeFilter(noise_floor=4)) > 0.5).mean() < 2e-3


def test_noise_floor_changes_nothing_on_a_clean_photograph(crop: Levels) -> None:
    np.testing.assert_array_equal(
        edge_map(crop, EdgeFilter(noise_floor=4)), edge_map(crop)
    )


def test_noise_level_is_the_deviation_of_the_noise() -> None:
    noise = np.random.default_rng(1).normal(128, 30, (400, 400))
    assert noise_level(noise) == pytest.approx(30, rel=0.02)


@pytest.mark.parametrize(("deviation", "least"), [(50, 0.97), (100, 0.92)])
def test_edges_of_a_photograph_survive_noise(
    camera: Levels, deviation: float, least: float
) -> None:
    # F-measure with a tolerance of 2 pixels.
    clean = camera[:384, :384]
    truth = edge_map(clean) > 0.5
    noise = np.random.default_rng(0).normal(0, deviation, clean.shape)
    noisy = np.rint(clean + noise).clip(0, 255)
    assert f_measure(edge_map(noisy) > 0.5, truth) >= least


def test_share_of_edges_in_a_clean_photograph(camera: Levels) -> None:
    assert (edge_map(camera[:384, :384]) > 0.5).mean() == pytest.approx(0.1, abs=0.003)


# ---- symmetries -----------------------------------------------------------------

SYMMETRIES = [np.rot90, np.fliplr, np.flipud, np.transpose]


@pytest.mark.parametrize("turn", SYMMETRIES)
@pytest.mark.parametrize(("dtype", "tolerance"), [("float64", 1e-6), ("float32", 5e-6)])
def test_turning_the_image_turns_its_edges(
    crop: Levels, turn: Any, dtype: str, tolerance: float
) -> None:
    # Tolerance: share of J.
    strength = edge_strength(crop, dtype=dtype)
    turned = edge_strength(turn(crop), dtype=dtype)
    assert np.abs(turned - turn(strength)).max() <= tolerance * strength.max()


def test_grey_offset_and_negation_keep_the_edges(crop: Levels) -> None:
    # ±1e-5.
    edges = edge_map(crop)
    np.testing.assert_allclose(edge_map(crop + 31.7), edges, atol=1e-5)
    np.testing.assert_allclose(edge_map(255 - crop), edges, atol=1e-5)


@pytest.mark.parametrize(
    ("dtype", "factor", "data_range"),
    [
        (np.uint8, 1, None),
        (np.uint16, 257, None),
        (np.float32, 1, None),
        (np.float64, 1 / 255, 1.0),
        (np.int32, 1, None),
    ],
)
def test_types_of_one_image_have_one_map(
    crop: Levels, dtype: type, factor: float, data_range: float | None
) -> None:
    # ±1e-6.
    image = (crop * factor).astype(dtype)
    np.testing.assert_allclose(
        edge_map(image, data_range=data_range), edge_map(crop), atol=1e-6
    )


def test_float32_is_close_to_float64(crop: Levels) -> None:
    # 9e-6 of J were measured; 3e-5.
    exact = edge_strength(crop, dtype=np.float64)
    assert np.abs(edge_strength(crop) - exact).max() <= 3e-5 * exact.max()


def test_default_constants_are_accurate_enough(crop: Levels) -> None:
    # Against K = 14 and L = 512: EM within 0.0035, 1e-4 of the mask differs.
    reference = edge_strength(
        crop, EdgeFilter(harmonics=14, orientations=512), dtype=np.float64
    )
    expected = np.minimum(reference / 96, 1)
    edges = edge_map(crop)
    assert np.abs(edges - expected).max() <= 0.0035
    assert ((edges > 0.5) != (expected > 0.5)).mean() <= 3e-4


def test_contrast_is_where_the_map_saturates(crop: Levels) -> None:
    strength = edge_strength(crop)
    half = edge_map(crop, EdgeFilter(contrast=48))
    np.testing.assert_allclose(half, np.minimum(strength / 48, 1), rtol=1e-6)


# ---- tiles ----------------------------------------------------------------------


@pytest.fixture
def small_tiles(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Filter in tiles of 64 pixels, none of which divides the photograph."""
    monkeypatch.setattr(harmonics, "_TILE", 64)
    yield
    fourier_argand.transfer_functions.cache_clear()


@pytest.mark.usefixtures("small_tiles")
def test_tiles_give_the_untiled_map(
    crop: Levels, monkeypatch: pytest.MonkeyPatch
) -> None:
    # ±1e-5, directions ±1e-4 where there is an edge, but for the few pixels that have
    # two peaks of nearly one height.
    tiled = edge_map(crop)
    strength, direction = edge_direction(crop)
    strips = harmonic_strips(crop, DEFAULT, np.dtype(np.float32))
    assert (
        len({(rows.start // 64, columns.start) for (rows, columns), _ in strips}) == 12
    )
    monkeypatch.setattr(harmonics, "_TILE", 1024)
    np.testing.assert_allclose(tiled, edge_map(crop), atol=1e-5)
    whole_strength, whole_direction = edge_direction(crop)
    np.testing.assert_allclose(strength, whole_strength, atol=1e-3)
    turned = np.exp(1j * direction) - np.exp(1j * whole_direction)
    assert np.quantile(np.abs(turned)[strength > 48], 0.99) <= 1e-4


# ---- bad input ------------------------------------------------------------------


@pytest.mark.parametrize("level", [0, 0.1, 18.264, 100, 255, -3.3, 1e6])
def test_constant_image_has_no_edges(level: float) -> None:
    assert not edge_map(np.full((64, 80), level), data_range=255).any()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_values_that_are_not_finite_are_refused(value: float) -> None:
    image = np.zeros((64, 64))
    image[9, 9] = value
    with pytest.raises(core.ImageError, match="finite pixels, got NaN or infinite"):
        edge_map(image)


@pytest.mark.parametrize("magnitude", [1e31, 1e39, 1e300])
def test_values_that_float32_cannot_hold_are_refused(magnitude: float) -> None:
    image = np.zeros((64, 64))
    image[9, 9] = magnitude
    with pytest.raises(core.ImageError, match=r"within ±1e\+30 to find edges in, got"):
        edge_map(image)


@pytest.mark.parametrize("shape", [(64,), (), (64, 64, 5), (2, 64, 64, 3)])
def test_what_is_no_image_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(core.ImageError, match="expected a picture of shape"):
        edge_map(np.zeros(shape))


def test_colour_is_filtered_as_its_luma(crop: Levels) -> None:
    colour = np.stack([crop, crop[:, ::-1], crop[::-1]], axis=-1)
    np.testing.assert_array_equal(edge_map(colour), edge_map(core.as_luma(colour)))


@pytest.mark.parametrize("shape", [(1, 500), (500, 1), (1, 1)])
def test_side_under_2_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(
        core.ImageError, match=f"at least 2 × 2 pixels .* got {shape[1]} × {shape[0]}"
    ):
        edge_map(np.zeros(shape))


@pytest.mark.parametrize("shape", [(2, 500), (28, 28), (500, 17)])
def test_side_under_29_works_with_a_notice(shape: tuple[int, int]) -> None:
    noise = np.random.default_rng(5).uniform(0, 255, shape)
    with pytest.warns(core.ImageNotice, match="smaller than the edge filter"):
        edges = edge_map(noise)
    assert edges.shape == shape
    assert np.isfinite(edges).all()
    assert edges.max() <= 1


def test_side_of_29_needs_no_notice() -> None:
    assert edge_map(np.zeros((29, 29))).shape == (29, 29)


@pytest.mark.parametrize("shape", [(29, 31), (97, 101), (33, 64), (127, 30)])
def test_every_shape_is_kept_and_the_map_lies_in_0_to_1(shape: tuple[int, int]) -> None:
    image = np.random.default_rng(6).uniform(-5000, 5000, shape)
    edges = edge_map(image)
    assert edges.dtype == np.float32
    assert edges.shape == shape
    assert np.isfinite(edges).all()
    assert edges.min() >= 0
    assert edges.max() == 1


def test_booleans_are_black_and_white() -> None:
    mask = step(1).astype(bool)
    np.testing.assert_array_equal(edge_map(mask), edge_map(mask * 255.0))


def test_range_is_never_guessed(crop: Levels) -> None:
    dark = crop / 255
    with pytest.raises(core.ImageError, match=r"within \[0, 1\]. Pass data_range=1"):
        edge_map(dark)
    assert edge_map(dark, data_range=255).max() < 0.01
    assert edge_map(dark, data_range=1).max() == 1


def test_input_is_not_modified_and_the_map_is_deterministic(crop: Levels) -> None:
    image = crop.copy()
    first, second = edge_map(image), edge_map(image)
    np.testing.assert_array_equal(image, crop)
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize(
    ("constants", "message"),
    [
        ({"across": 0}, "across must be positive, got 0"),
        ({"along": np.nan}, "along must be positive, got nan"),
        ({"contrast": -1}, "contrast must be positive, got -1"),
        ({"harmonics": 0}, "harmonics must be at least 1, got 0"),
        ({"orientations": 7}, "orientations must be even and at least 4, got 7"),
        ({"orientations": 2}, "orientations must be even and at least 4, got 2"),
        ({"noise_floor": -1}, "noise_floor must not be negative, got -1"),
    ],
)
def test_constants_outside_their_range_are_refused(
    constants: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        EdgeFilter(**constants)
