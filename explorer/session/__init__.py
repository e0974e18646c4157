"""What the visitor chose, and the session that keeps it: nothing else touches it.

Read `controls` and `choice` first: the value of one control, and all of Explore's.
`files`, `pictures` and `canvas` know what the images are and how they are looked at;
`arrival` follows links, `links` writes them, `runs` goes back to earlier settings, and
`lifetime` ends the session. Pages and controls call all of it as `session.name`.
"""

from explorer.session.arrival import arrive, complaints, opening, restore
from explorer.session.canvas import (
    VIEW_FIELDS,
    VIEW_KEY,
    flipped,
    pin,
    pinned,
    pins,
    rank,
    shown,
    span,
    take_overlay,
    view,
    view_epoch,
)
from explorer.session.choice import Choice, form, keep_pair, last_good, pair, remember
from explorer.session.controls import (
    asked,
    choose,
    chosen,
    held,
    keep,
    key,
    known,
    part,
    put,
    recall,
    slider,
    start,
    tried,
)
from explorer.session.files import (
    MAX_FILE_PIXELS,
    file,
    keep_file,
    read_before,
    read_once,
    take_file,
    wanted_file,
)
from explorer.session.lifetime import desk, note_visitor, own
from explorer.session.links import (
    address,
    link,
    link_of,
    link_to,
    pair_link,
    write_link,
)
from explorer.session.pictures import (
    choose_encrypted,
    encrypted_of,
    missing,
    take_files,
    uploaded,
)
from explorer.session.runs import at_rest, go_back, keep_log, log, pick
from explorer.session.white import draw_white_as_set, set_whites, white_key, white_of

__all__ = [
    "MAX_FILE_PIXELS",
    "VIEW_FIELDS",
    "VIEW_KEY",
    "Choice",
    "address",
    "arrive",
    "asked",
    "at_rest",
    "choose",
    "choose_encrypted",
    "chosen",
    "complaints",
    "desk",
    "draw_white_as_set",
    "encrypted_of",
    "file",
    "flipped",
    "form",
    "go_back",
    "held",
    "keep",
    "keep_file",
    "keep_log",
    "keep_pair",
    "key",
    "known",
    "last_good",
    "link",
    "link_of",
    "link_to",
    "log",
    "missing",
    "note_visitor",
    "opening",
    "own",
    "pair",
    "pair_link",
    "part",
    "pick",
    "pin",
    "pinned",
    "pins",
    "put",
    "rank",
    "read_before",
    "read_once",
    "recall",
    "remember",
    "restore",
    "set_whites",
    "shown",
    "slider",
    "span",
    "start",
    "take_file",
    "take_files",
    "take_overlay",
    "tried",
    "uploaded",
    "view",
    "view_epoch",
    "wanted_file",
    "white_key",
    "white_of",
    "write_link",
]
