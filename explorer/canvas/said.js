// What the canvas shows, as its data- attributes: for tests and for other tools.

import { chosenBits } from "./bits.js";

// vsi (the score drawn, 6 decimals), revision (grows with every repaint), pin (the pinned
// block, or nothing), mode, right and shown (what is compared, and which of both a flip
// shows), as ("colour", "index", or nothing where there is no colour), zoom ("fit", or device
// pixels per pixel), rank (of the match that is outlined), plane (the bit plane that is seen, or
// nothing) and bits (its channel).
export function saidOf({ data, settings, camera, pin, flipped, revision }) {
  return {
    vsi: data.vsi,
    revision,
    pin: pin.block ?? "",
    mode: settings.mode,
    right: settings.right,
    shown: flipped ? settings.right : "plain",
    as: data.coloured ? settings.shown : "",
    zoom: camera.zoom ? Number(camera.zoom.toFixed(4)) : "fit",
    rank: pin.rank,
    plane: data.planes ? settings.plane : "",
    bits: chosenBits(data, settings)?.key ?? "",
  };
}
