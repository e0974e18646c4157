"""How to make a number again: as a Python script, and as commands of a shell.

Both give the number on the screen to the last digit.
"""

import shlex

from core.encryption import SCHEMES
from core.recognizability.parameters import Components
from explorer.channels import LUMA, WORDS
from explorer.exports.view import View
from explorer.exports.words import components_name, shown, versions
from explorer.parts import PARTS, name_of
from explorer.samples import Source


def python_script(view: View) -> str:
    """Write a script that prints the score: reads the files, encrypts, evaluates."""
    result, plain, encrypted = view.result, view.plain, view.encrypted
    imports, steps = ["import core"], [_reading("plain", view)]
    if plain.made.sample or encrypted.made.sample:
        imports.append("from explorer.samples import FOLDER")
    if encrypted.digest == plain.digest:
        steps.append("encrypted = plain")
    else:
        steps += _encrypted_steps(view)
    if encrypted.made.shape:
        imports = ["import numpy as np", "from PIL import Image", "", *imports]
    constants = result.form.parameters
    return "\n".join(
        (
            f"# Showthrough {versions()['showthrough']}: the visual security index of "
            "two images.",
            *imports,
            "",
            *steps,
            "",
            "result = core.visual_security_index(",
            "    plain,",
            "    encrypted,",
            f"    core.Parameters(alpha={constants.alpha!r}, beta={constants.beta!r}, "
            f"gamma={constants.gamma!r}),",
            f"    {_components(result.form.components)},",
            f'    border="{result.form.border}",',
            f'    pooling="{result.form.pooling}",',
            *(["    data_range=255,"] if view.channel != LUMA else []),
            ")",
            f"print(result.vsi)  # {result.vsi!r}",
            "",
        )
    )


def _encrypted_steps(view: View) -> list[str]:
    origin = view.encrypted.made
    if not origin.scheme:
        steps = [_reading("encrypted", view)]
    else:
        base = "plain"
        steps = []
        if view.encrypted.file_digest != view.plain.file_digest or view.channel != LUMA:
            base = "picture"
            steps.append(_reading("picture", view))
        key = f", key={_literal(origin.key)}" if SCHEMES[origin.scheme].keyed else ""
        steps.append(
            f'encrypted = core.SCHEMES["{origin.scheme}"].encrypt('
            f"{base}, level={origin.level}{key})"
        )
        if view.channel != LUMA:
            channel = f'core.as_channels(encrypted, data_range=255)["{view.channel}"]'
            steps.append(f"encrypted = {channel}")
    if origin.shape:
        height, width = origin.shape
        steps += [
            "# Resized as the explorer does it.",
            "image = Image.fromarray(encrypted.astype(np.float32))",
            f"image = image.resize(({width}, {height}), Image.Resampling.LANCZOS)",
            "encrypted = np.clip(np.asarray(image, np.float64), 0, 255)",
        ]
    if view.encrypted.pixels_digest:
        begins = view.encrypted.sha256[:12]
        steps.append(f"# SHA-256 of encrypted.tobytes() begins {begins}")
    return steps


def _reading(name: str, view: View) -> str:
    source = view.plain if name == "plain" else view.encrypted
    # A scheme is given luma, whatever the index is given.
    read, part = "read_image", ""
    if view.channel != LUMA and name != "picture":
        read, part = "as_channels", f'["{view.channel}"]'
    if source.made.sample:
        return f"{name} = core.{read}(FOLDER / {_literal(source.made.file)}){part}"
    path = _path(source, view)
    note = f"SHA-256 begins {source.file_digest[:12]}"
    return f"{name} = core.{read}({_literal(path)}){part}  # {note}"


def _literal(text: str) -> str:
    """A text as Python writes it, between double quotes where it holds none."""
    written = repr(text)
    return written if '"' in text or "'" in text else f'"{written[1:-1]}"'


def _components(components: Components) -> str:
    name = components_name(components)
    if name:
        return f"core.Components.{name}"
    off = (f"{part}=False" for part in PARTS if not getattr(components, part))
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
    Through another channel than luma there is no command, and a comment says so.
    """
    if view.channel != LUMA:
        return (
            f"# `showthrough score` gives the index {WORDS[LUMA]}. For "
            f"{WORDS[view.channel]}, use the Python script.\n"
        )
    result, origin = view.result, view.encrypted.made
    constants, components = result.form.parameters, name_of(result.form.components)
    plain = _operand(view.plain, view)
    encrypted, lines = _operand(view.encrypted, view), []
    if origin.scheme:
        output = f"{view.stem.removeprefix('showthrough_')}.png"
        options = [f"--scheme={origin.scheme}", f"--level={origin.level}"]
        if SCHEMES[origin.scheme].keyed:
            options.append(quoted(f"--key={origin.key}"))
        options += ["--grey", "-o", output]
        lines.append(f"showthrough encrypt {encrypted} {' '.join(options)} &&")
        encrypted = output
    options = [
        f"--alpha={constants.alpha!r}",
        f"--beta={constants.beta!r}",
        f"--gamma={constants.gamma!r}",
        f"--components={components}",
        f"--border={result.form.border}",
        f"--pooling={result.form.pooling}",
        *(["--resize"] if origin.shape else []),
        "--json",
    ]
    lines.append(f"showthrough score {plain} {encrypted} {' '.join(options)}")
    return "\n".join(lines) + "\n"


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


def _operand(source: Source, view: View) -> str:
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
