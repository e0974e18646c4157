"""What commands share: files, failures, and the options of the proposed index."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from core.image import FITS, ImageError, ImageNotice
from core.image.white import checked
from core.recognizability.noise import DRAWS
from core.recognizability.parameters import CONSTANTS, Parameters
from explorer.pair.component_choice import CHOICES
from explorer.pair.sources import FOLDER as SAMPLES


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


class White(click.ParamType["tuple[float | None, float | None]"]):
    """Value of white: one number for both images of a pair, or `PLAIN,ENCRYPTED`.

    Parameters
    ----------
    alone : bool
        Whether there is one image only, and so one number.
    """

    name = "white"

    def __init__(self, *, alone: bool = False) -> None:
        self.alone = alone

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[float | None, float | None]:
        """Return white of the plain and the encrypted image, None where not given."""
        if isinstance(value, tuple):
            return value
        words = [word.strip() for word in str(value).split(",")]
        try:
            whites = [checked(float(word)) if word else None for word in words]
        except (ValueError, ImageError):
            whites = []
        if whites.count(None) == len(whites) or len(whites) > 2 - self.alone:
            wanted = "a positive number"
            if not self.alone:
                wanted += (
                    " for both pictures, or PLAIN,ENCRYPTED of which one may be empty"
                )
            self.fail(f"expected {wanted}, got {value!r}", param, ctx)
        return whites[0], whites[-1]


UNSAID: tuple[None, None] = (None, None)
"""White of the files' types."""

FILE = _File(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
OUTPUT = click.Path(dir_okay=False, writable=True, path_type=Path)

Command = TypeVar("Command", bound=Callable[..., Any])


class Failure(click.ClickException):
    """A failure that the user can mend; the exit code is 2."""

    exit_code = 2


def constants(command: Command) -> Command:
    """Give a command the options --alpha, --beta and --gamma, one number each."""
    for name in reversed(CONSTANTS):
        value = getattr(Parameters(), name)
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
            help="Leave out what fills no whole block, or mirror the pictures to fit.",
        ),
        click.option(
            "--components",
            type=click.Choice(list(CHOICES), case_sensitive=False),
            default="C4",
            show_default=True,
            help="Parts in use beside appearance (sim_A). Table 3: C1 none, C2 "
            "structure (sim_S), C3 also the weights (w), C4 also the edge histogram "
            "(GS). The rest by name.",
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


def white_option(command: Command) -> Command:
    """Give a command of a pair the option --white."""
    return click.option(
        "--white",
        type=White(),
        default=UNSAID,
        metavar="W | P,E",
        help="Value of white, where the files' types do not say it, as 4095 for 12 "
        "bits in 16: for both pictures, or PLAIN,ENCRYPTED, as ,4095.",
    )(command)


def one_white_option(command: Command) -> Command:
    """Give a command of one image the option --white; the value is twice the same."""
    return click.option(
        "--white",
        type=White(alone=True),
        default=UNSAID,
        metavar="W",
        help="Value of white in the picture, where the file's type does not say it: "
        "4095 for 12 bits in 16.",
    )(command)


def fit_option(command: Command) -> Command:
    """Give a command of a pair the option --fit."""
    return click.option(
        "--fit",
        type=click.Choice(FITS),
        help="Where sizes differ, crop both pictures to what they share, or resize "
        "ENCRYPTED to the size of PLAIN. Cropping changes no pixel.",
    )(command)


def strict_option(command: Command) -> Command:
    """Give a command the flag --strict, which refuses files that end early."""
    return click.option(
        "--strict",
        is_flag=True,
        help="Refuse a file that ends early. It is read as far as it goes otherwise, "
        "with a note.",
    )(command)


def say(notes: Iterable[str]) -> None:
    """Print notes, each on a line of standard error."""
    for note in notes:
        click.echo(f"note: {note}", err=True)


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
        finally:
            say(str(notice.message) for notice in notices)
