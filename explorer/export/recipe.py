"""How to make a number again: as a Python script, and as commands of a shell.

Both give the number on the screen to the last digit.
"""

import shlex

from core.encryption import SCHEMES
from core.recognizability.parameters import Components
from core.versions import versions
from explorer.export.view import View
from explorer.export.words import components_name, shown
from explorer.figures.grid_words import grid_words
from explorer.pair.component_choice import COMPONENTS, name_of
from explorer.pair.sources import Source


def python_script(view: View) -> str:
    """Write a script that prints the score: reads the files, encrypts, evaluates."""
    result = view.result
    own = grid_words(result)
    return "\n".join(
        (
            f"# Showthrough {versions()['showthrough']}: the visual security index of "
            "two pictures.",
            *imports_of(view),
            "",
            *pair_steps(view),
            "",
            "result = core.visual_security_index(",
            "    plain,",
            "    encrypted,",
            f"    {parameters_of(view)},",
            f"    {_components(result.form.components)},",
            f'    border="{result.form.border}",',
            f'    pooling="{result.form.pooling}",',
            *([f"    offset={result.offset},"] if result.offset != (0, 0) else []),
            "    data_range=255,  # both are brightness already",
            ")",
            *([f"# {own}"] if own else []),
            f"print(result.vsi)  # {result.vsi!r}",
            *_turned_back(view),
            "",
        )
    )


def _turned_back(view: View) -> list[str]:
    """Lines of the search over turned pieces, where its matches are shown."""
    if view.back is None:
        return []
    form = view.result.form
    return [
        "",
        "# The search over turned and negative pieces, beside the paper's index.",
        "turned = core.turned_search(",
        "    plain,",
        "    encrypted,",
        f"    {parameters_of(view)},",
        f"    {_components(form.components)},",
        f'    border="{form.border}",',
        f'    pooling="{form.pooling}",',
        f"    offset={view.result.offset},",
        "    chance=False,",
        "    data_range=255,",
        ")",
        f"print(turned.vsi)  # {view.back.vsi!r}",
    ]


def imports_of(view: View) -> list[str]:
    """Lines that import what reading the pair takes."""
    if view.plain.made.sample or view.encrypted.made.sample:
        return ["import core", "from explorer.pair.sources import FOLDER"]
    return ["import core"]


def parameters_of(view: View) -> str:
    """The constants as Python; with a side in pixels where that was given."""
    form, shorter = view.result.form, min(view.plain.luma.shape)
    rest = f"beta={form.parameters.beta!r}, gamma={form.parameters.gamma!r}"
    if form.in_pixels:
        return f"core.Parameters.for_side({view.result.side}, {shorter}, {rest})"
    return f"core.Parameters(alpha={form.parameters.alpha!r}, {rest})"


def pair_steps(view: View) -> list[str]:
    """Lines that give `plain` and `encrypted` as the index was given them."""
    plain, encrypted = view.plain, view.encrypted
    if encrypted.digest == plain.digest:
        return [_reading("plain", view), "encrypted = plain"]
    if not encrypted.made.scheme:
        steps = [_reading("plain", view), _reading("encrypted", view)]
    else:
        steps = _encrypting(view)
    if how := _fit(view):
        steps.append(f'plain, encrypted = core.fit(plain, encrypted, "{how}")')
    hashed = encrypted.made.channel == "luma" or encrypted.made.shape
    if encrypted.pixels_digest and hashed:
        begins = encrypted.sha256[:12]
        steps.append(f"# SHA-256 of encrypted.tobytes() begins {begins}")
    return steps


def _encrypting(view: View) -> list[str]:
    """Lines that read the plain image and encrypt its luma, or that of another."""
    encrypted = view.encrypted.made
    base, steps = "plain", [_reading("plain", view)]
    if view.plain.made.channel != "luma" or not _of_plain(view):
        base = "picture"
        steps.append(_reading("picture", view))
    key = ""
    if SCHEMES[encrypted.scheme].keyed:
        key = f", key={_literal(encrypted.key)}"
    steps.append(
        f'encrypted = core.SCHEMES["{encrypted.scheme}"].encrypt('
        f"{base}, level={encrypted.level}{key}, data_range=255)"
    )
    if encrypted.channel != "luma":
        steps.append(f'encrypted = core.as_channels(encrypted)["{encrypted.channel}"]')
    elif encrypted.shape:
        steps.append("encrypted = core.as_luma(encrypted)")
    return steps


def _of_plain(view: View) -> bool:
    """Whether the encrypted image was made of the plain one's file, read alike."""
    plain, encrypted = view.plain, view.encrypted
    return (
        plain.file_digest == encrypted.file_digest
        and plain.made.white == encrypted.made.white
    )


def _fit(view: View) -> str:
    """How both images were brought to one size, "" if they had it."""
    return view.encrypted.made.fit or view.plain.made.fit


def _reading(name: str, view: View) -> str:
    """Line that reads a file as luma, or as the channel that is looked at.

    What is encrypted here is luma, and called `picture`.
    """
    source = view.plain if name == "plain" else view.encrypted
    made = source.made
    given = "" if made.white is None else f", data_range={number(made.white)}"
    given += "" if made.frame is None else f", frame={made.frame}"
    if made.sample:
        file, note = f"FOLDER / {_literal(made.file)}", ""
    else:
        file = _literal(_path(source, view))
        note = f"  # SHA-256 begins {source.file_digest[:12]}"
    if made.channel == "luma" or name == "picture":
        return f"{name} = core.read_image({file}{given}){note}"
    levels = f"{file}{given}"
    if made.frame is not None:
        levels = f"core.image.read_picture({file}{given})"
    return f'{name} = core.as_channels({levels})["{made.channel}"]{note}'


def number(white: float) -> str:
    """A value of white as one types it: without a point where it is whole."""
    return str(int(white)) if white == int(white) else repr(white)


def _literal(text: str) -> str:
    """A text as Python writes it, between double quotes where it holds none."""
    written = repr(text)
    return written if '"' in text or "'" in text else f'"{written[1:-1]}"'


def _components(components: Components) -> str:
    name = components_name(components)
    if name:
        return f"core.Components.{name}"
    off = (f"{part}=False" for part in COMPONENTS if not getattr(components, part))
    return f"core.Components({', '.join(off)})"


def _path(source: Source, view: View) -> str:
    """Name of a file; with a folder where both files have one name."""
    name = source.made.file
    if not _same_name(view):
        return name
    return f"{'plain' if source is view.plain else 'encrypted'}/{name}"


def _same_name(view: View) -> bool:
    """Whether two different files have one name."""
    plain, encrypted = view.plain, view.encrypted
    return (
        plain.made.file == encrypted.made.file
        and plain.made.sample == encrypted.made.sample
        and plain.file_digest != encrypted.file_digest
    )


def shell_command(view: View) -> str:
    """Write the commands that print the score, for a POSIX shell such as bash.

    Every value is quoted; a file's name that begins with a hyphen stays a file's name.
    """
    result, origin = view.result, view.encrypted.made
    constants, components = result.form.parameters, name_of(result.form.components)
    plain = operand(view.plain, view)
    encrypted, lines = encrypting(view)
    whites = [view.plain.made.white, None if origin.scheme else origin.white]
    options = [
        f"--side={result.side}"
        if result.form.in_pixels
        else f"--alpha={constants.alpha!r}",
        *(["--offset={},{}".format(*result.offset)] if result.offset != (0, 0) else []),
        f"--beta={constants.beta!r}",
        f"--gamma={constants.gamma!r}",
        f"--components={components}",
        f"--border={result.form.border}",
        f"--pooling={result.form.pooling}",
        *_white_option(*whites),
        *frame_option(view),
        *([f"--fit={how}"] if (how := _fit(view)) else []),
        *([f"--channel={channel}"] if (channel := origin.channel) != "luma" else []),
        *(["--turned"] if view.back is not None else []),
        "--json",
    ]
    lines.append(f"showthrough score {plain} {encrypted} {' '.join(options)}")
    return "\n".join(lines) + "\n"


def encrypting(view: View) -> tuple[str, list[str]]:
    """Return the encrypted picture as a command takes it, and what makes it first."""
    origin, file = view.encrypted.made, operand(view.encrypted, view)
    if not origin.scheme:
        return file, []
    output = f"{view.stem.removeprefix('showthrough_')}.png"
    options = [f"--scheme={origin.scheme}", f"--level={origin.level}"]
    if SCHEMES[origin.scheme].keyed:
        options.append(quoted(f"--key={origin.key}"))
    if origin.white is not None:
        options.append(f"--white={number(origin.white)}")
    if origin.frame is not None:
        options.append(f"--frame={origin.frame}")
    options += ["--grey", "-o", output]
    return output, [f"showthrough encrypt {file} {' '.join(options)} &&"]


def frame_option(view: View) -> list[str]:
    """The option --frame, if a frame of either file was chosen."""
    frames = (source.made.frame for source in (view.encrypted, view.plain))
    number = next((frame for frame in frames if frame is not None), None)
    # What was encrypted before is a file of one frame, beside a plain one of several.
    return [] if number is None else [f"--frame={number}"]


def _white_option(plain: float | None, encrypted: float | None) -> list[str]:
    """The option --white, if white of either image was said."""
    if plain is None and encrypted is None:
        return []
    words = ["" if white is None else number(white) for white in (plain, encrypted)]
    return [f"--white={words[0] if words[0] == words[1] else ','.join(words)}"]


def files_in_words(view: View) -> str:
    """Say which files the recipes read, where those are the visitor's own."""
    own = {
        _path(source, view): source.file_digest[:12]
        for source in (view.plain, view.encrypted)
        if not source.made.sample
    }
    if not own:
        return ""
    listed = " and ".join(
        f"{shown(name)} (SHA-256 begins {d})" for name, d in own.items()
    )
    return f"Run it in the folder that holds {listed}."


def operand(source: Source, view: View) -> str:
    """Return a picture of a view as a command takes it."""
    if source.made.sample:
        return f"sample:{source.made.file}"
    path = _path(source, view)
    return quoted(f"./{path}" if path.startswith(("-", "sample:")) else path)


def quoted(text: str) -> str:
    """One word of a shell: `shlex.quote`, with what cannot be seen written out."""
    if text.isprintable():
        return shlex.quote(text)
    # bash and zsh read $'...'; a line break or a mark of direction stays visible.
    parts = (
        char
        if char.isprintable() and char not in "'\\"
        else "".join(f"\\x{byte:02x}" for byte in char.encode(errors="surrogatepass"))
        for char in text
    )
    return f"$'{''.join(parts)}'"
