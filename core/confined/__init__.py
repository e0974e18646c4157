"""Parsers of untrusted files in a process with limits: a crash of theirs is an error.

`.mat`, `.xls` and zip archives are parsed by libraries that were not written for files
of strangers: SciPy's reader can be made to crash, and with it the whole server. Here
they run in a child process with limits of memory, time and output. On Linux all limits
hold. On macOS memory is not limited; on Windows only time by the clock and the size of
the answer are. A crash ends the child alone everywhere.
"""

from core.confined.errors import ConfinedError
from core.confined.files import archive_entries, archive_member, excel_sheets, matlab
from core.confined.process import Bounds

__all__ = [
    "Bounds",
    "ConfinedError",
    "archive_entries",
    "archive_member",
    "excel_sheets",
    "matlab",
]
