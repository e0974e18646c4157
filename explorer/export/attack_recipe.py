"""How to run an attack again: as a Python script, and as commands of a shell."""

from core.attacks import Attack
from core.versions import versions
from explorer.export.recipe import (
    encrypting,
    frame_option,
    imports_of,
    operand,
    pair_steps,
    parameters_of,
)
from explorer.export.view import View

_FILES = {
    "image": "",
    "second": " --second OTHER.png",
    "pairs": " --pair PLAIN.png CIPHER.png",
    "several": " --several OTHER.png",
}
"""What stands for further files in a command."""

_AIDS = {
    "image": "",
    "second": "second=other",
    "pairs": "pairs=[(known, known_cipher)]",
    "several": "several=[other]",
}


def attack_script(view: View, attack: Attack) -> str:
    """Write a script that runs an attack and prints what it gains."""
    aid = _AIDS[attack.needs]
    return "\n".join(
        (
            f"# Showthrough {versions()['showthrough']}: an attack, judged beside the "
            "same attack on noise.",
            *imports_of(view),
            "from core.attacks import Aid" if aid else "",
            *pair_steps(view),
            "",
            f'attack = core.ATTACKS["{attack.key}"]',
            *([f"aid = Aid({aid})  # your own pictures"] if aid else []),
            f"attempt = attack.run(encrypted{', aid' if aid else ''})"
            "  # sees no plain picture",
            "judged = core.judge(",
            "    plain,",
            "    encrypted,",
            "    attack,",
            f"    {parameters_of(view)},",
            *(["    aid=aid,"] if aid else []),
            "    attempt=attempt,",
            ")",
            "print(judged.word, judged.before, judged.after, judged.gain)",
            "",
        )
    )


def attack_command(view: View, attack: Attack) -> str:
    """Write the commands that run an attack, for a POSIX shell such as bash."""
    plain = operand(view.plain, view)
    encrypted, lines = encrypting(view)
    frame = "".join(f" {option}" for option in frame_option(view))
    lines.append(
        f"showthrough attack {plain} {encrypted} --attack {attack.key}"
        f"{_FILES[attack.needs]}{frame} -o attacked --json"
    )
    return "\n".join(lines) + "\n"
