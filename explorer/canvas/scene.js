// From the settings of a view to everything that is drawn.

import { bitsFrom, chosenBits } from "./bits.js";
import { lay, settle } from "./camera.js";
import { isNarrow, layout, panelsOf } from "./geometry.js";
import { laidPixels } from "./pixels.js";
import { dial, ranged } from "./settings.js";
import { NAMES } from "./words.js";

// The settings that there are pictures for.
export function possible(settings, { pictures }) {
  return pictures.length < 3 ? { ...settings, right: "encrypted" } : settings;
}

// Where everything is, in an element of some width: `ratio` device pixels per CSS pixel. What
// stands side by side elsewhere is a flip on a narrow screen, of which `front` is seen.
export function arrange(data, given, { width, ratio, flipped: turned, front }) {
  const one = given.mode === "side" && isNarrow(width);
  const settings = { ...possible(given, data), ...(one ? { mode: "flip" } : {}) };
  const flipped = one ? front !== "plain" : turned;
  const places = layout(width, data.image, settings.mode !== "side");
  const stages = Object.fromEntries(
    Object.entries(places.frames).map(([name, frame]) => [name, { frame, image: data.image, ratio }]),
  );
  const camera = settle(settings, stages.plain);
  const pictures = {
    plain: lay(camera, stages.plain),
    encrypted: lay(camera, stages.encrypted),
  };
  const panels = panelsOf(settings.mode, pictures, { ...settings, flipped });
  return { settings, layout: places, stages, camera, pictures, panels, flipped, ratio, one };
}

// Addresses of the pictures as they are shown: in colour where that is wanted and there is any.
export function shownPictures({ pictures, coloured }, { shown }) {
  return shown === "colour" && coloured ? coloured : pictures;
}

// All addresses that may be shown, the plain picture's first.
export function addressesOf({ pictures, coloured, maps, planes }) {
  const others = (planes ?? []).flatMap((channel) => channel.pictures ?? []);
  return [...pictures, ...(coloured ?? []), ...(maps ?? []), ...others];
}

// The scene of drawing.js: an arrangement with its pictures, as far as they have come.
export function compose(data, arranged, pictures, zoom) {
  const { settings, layout: places, pictures: lain, panels, ratio } = arranged;
  const [plain, encrypted, reassembled] = data.pictures;
  const other = settings.right === "reassembled" ? reassembled : encrypted;
  const shown = shownPictures(data, settings);
  const [plainMap, encryptedMap] = data.maps ?? [];
  const channel = chosenBits(data, settings);
  const { addresses, band } = bitsFrom(data, channel);
  // Pictures whose levels are read: where no channel is chosen, those that the index sees.
  const read = { plain: addresses[0], other: addresses[settings.right === "reassembled" ? 2 : 1] };
  const bits = (role, ...of) => pictures.plane(role, band, of, settings.plane, data.colours, zoom);
  const maps = channel
    ? {
        plainMap: bits("plainMap", read.plain),
        [`${settings.right}Map`]: bits(`${settings.right}Map`, read.other),
        differenceMap: settings.mode === "difference" ? bits("differenceMap", read.plain, read.other) : null,
      }
    : {
        plainMap: pictures.lasting("plainMap", plainMap, zoom),
        encryptedMap: pictures.lasting("encryptedMap", encryptedMap, zoom),
      };
  const laid = settings.right === "reassembled" ? () => laidPixels(data) : undefined;
  const difference =
    settings.mode === "difference" ? pictures.difference(plain, other, data.colours, laid) : undefined;
  return {
    data: { ...data, bits: channel, names: NAMES, overlay: ranged(data.overlay, settings) },
    layout: places,
    pictures: lain,
    panels,
    right: settings.right,
    sources: {
      plain: pictures.either(shown[0], plain, zoom),
      encrypted: pictures.either(shown[1], encrypted, zoom),
      reassembled: settings.right === "reassembled" ? pictures.lasting("reassembled", shown[2], zoom) : null,
      ...maps,
      difference: difference?.picture,
    },
    // Of which the levels of single pixels are read, once they are: one picture, or two for
    // their distance, and which of a pixel's bytes.
    levels: {
      band,
      plain: () => [pictures.get(read.plain)],
      [settings.right]: () => [pictures.get(read.other)],
      difference: () => [pictures.get(read.plain), pictures.get(read.other)],
    },
    hasMaps: Boolean(data.maps || data.planes),
    opacity: settings[dial(data)],
    smalls: channel ? addresses.slice(0, 2).map((address) => pictures.small(band, address)) : [],
    count: settings.arrows,
    difference,
    ratio,
  };
}
