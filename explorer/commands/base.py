"""What commands share: files, failures, and the options of the proposed index."""

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from core.image import ImageNotice, Luma, fit, read_image
from core.recognizability.noise import DRAWS
from explorer.parts import CHOICES
from explorer.samples import FOLDER as SAMPLES


class _File(click.Path):
    """A file that exists; `sample:astronaut.png` is one of the sample images."""

    def convert(
        self,
        value: Any,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Any:
        if isinstance(value, str) and value.startswith("sample:"):
            value = SAMPLES / Path(value.removeprefix("sample:")).name
        return super().convert(value, param, ctx)


FILE = _File(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUTPUT = click.Path(dir_okay=False, writable=True, path_type=Path)

Command = TypeVar("Command", bound=Callable[..., Any])


class Failure(click.ClickException):
    """What the user can mend; ends with exit code 2."""

    exit_code = 2


def constants(command: Command) -> Command:
    """Give a command the options --alpha, --beta and --gamma, one number each."""
    for name, value in (("gamma", 5.0), ("beta", 40.0), ("alpha", 0.1)):
        option = click.option(f"--{name}", type=float, default=value, show_default=True)
        command = option(command)
    return command


def forms(command: Command) -> Command:
    """Give a command the options --components, --border and --pooling."""
    for option in (
        click.option(
            "--pooling",
            type=click.Choice(["normalised", "printed"]),
            default="normalised",
            show_default=True,
            help="Eq. 6 as a weighted mean, or as the paper prints it.",
        ),
        click.option(
            "--border",
            type=click.Choice(["crop", "pad"]),
            default="crop",
            show_default=True,
            help="Leave out what fills no whole block, or mirror the images to fit.",
        ),
        click.option(
            "--components",
            type=click.Choice(list(CHOICES), case_sensitive=False),
            default="C4",
            show_default=True,
            help="Parts in use beside sim_A. Table 3: C1 none, C2 sim_S, C3 also w, C4 "
            "also GS; the rest by name.",
        ),
    ):
        command = option(command)
    return command


def noise_option(command: Command) -> Command:
    """Give a command the flag --noise."""
    return click.option(
        "--noise",
        is_flag=True,
        help=f"Score also the encrypted pixels in random order, {DRAWS} times: what "
        "noise scores. Takes 20 times as long.",
    )(command)


def resizing(command: Command) -> Command:
    """Give a command the option --resize, for `read_pair`."""
    return click.option(
        "--resize",
        is_flag=True,
        help="Resize ENCRYPTED to the size of PLAIN first, as the explorer does.",
    )(command)


def read_pair(plain: Path, encrypted: Path, *, resize: bool) -> tuple[Luma, Luma]:
    """Read a pair of images; the second one is resized to the first if asked.

    Raises
    ------
    ImageError
        As `core.read_image` does.
    """
    first, second = read_image(plain), read_image(encrypted)
    if resize and first.shape != second.shape:
        click.echo(
            f"note: {encrypted.name} was resized to {first.shape[1]} × "
            f"{first.shape[0]} pixels",
            err=True,
        )
        first, second = fit(first, second, "resize")
    return first, second


@contextmanager
def refusing() -> Iterator[None]:
    """Turn what the core refuses into a `Failure`, and its notices into notes."""
    with warnings.catch_warnings(record=True, category=ImageNotice) as notices:
        warnings.simplefilter("always", ImageNotice)
        try:
            yield
        except ValueError as error:
            raise Failure(str(error)) from error
        except OSError as error:
            raise Failure(f"cannot use {error.filename}: {error.strerror}") from error
    for notice in notices:
        click.echo(f"note: {notice.message}", err=True)
