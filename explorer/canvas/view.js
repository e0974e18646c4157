// Both pictures, their overlay and their matches: everything that needs no server.

import { nextSource } from "./arrows.js";
import { PLANES, chosenBits } from "./bits.js";
import {
  isCloser, panBy, pinch, reveal, settle, spanOf, stepZoom, zoomBy, zoomOf, zoomTo,
} from "./camera.js";
import { drawScene } from "./drawing.js";
import {
  blockOf, blockPixels, blockRect, centre, contains, pixelAt, step,
} from "./geometry.js";
import { listen } from "./gestures.js";
import { listenKeys } from "./keys.js";
import { createGlide } from "./glide.js";
import { numberedBlocks } from "./marks.js";
import { createPin } from "./pin.js";
import { createPictures } from "./pictures.js";
import { levelsAt } from "./pixels.js";
import { saidOf } from "./said.js";
import { addressesOf, arrange, compose } from "./scene.js";
import { after, dial, rounded, settingsFrom } from "./settings.js";
import { spokenAfter } from "./spoken.js";
import { buildSurroundings } from "./surroundings.js";
import { buildToolbar } from "./toolbar.js";
import { pixelSentence, sentence } from "./words.js";

const REST = 400; // ms without a change after which the settings go into the link

// Build a view inside an element. `view.report(name, value)` is called with the "pin", a
// point of the image or null, the "view" when it rests, and the "rank" of the match;
// `view.ask(name, value)` with what only the page can do: to lay another "overlay" over them, or
// to use the "grid" that was found, or the "turns" of its pieces. `view.paint()` paints at once.
export function createView(parent) {
  const element = document.createElement("div");
  element.className = "view";
  parent.append(element);
  const view = { element, report: () => {}, ask: () => {}, paint };
  const surroundings = buildSurroundings(element, act);
  const toolbar = buildToolbar(element, act);
  const { canvas } = surroundings;
  const context = canvas.getContext("2d");
  const pictures = createPictures(repaint);
  const glide = createGlide(repaint);
  const pin = createPin(repaint, (name, value) => view.report(name, value));

  let data = null;
  let settings = null;
  let flipped = false; // whether a flip shows the other picture
  let front = "other"; // on a narrow screen: "plain", or the other picture
  let pointer = null; // where it points, in CSS pixels of the canvas
  let hover = null; // { name, pixel } there
  let arranged = null; // where everything was painted last
  let scene = null; // what was painted last
  let [revision, frame] = [0, 0];
  let piecing = ""; // "found" or "back" where pieces were asked for, to be laid together
  let asked = null; // the overlay that the page was asked for and has not brought yet
  let reported = ""; // how much of the picture is seen
  let resting = 0; // timer of settings that may have come to rest

  function repaint() {
    if (!frame) frame = requestAnimationFrame(paint);
  }

  function paint() {
    cancelAnimationFrame(frame); // where it is painted at once
    frame = 0;
    if (!data || !element.clientWidth) return;
    const ratio = window.devicePixelRatio || 1;
    arranged = arrange(data, settings, { width: element.clientWidth, ratio, flipped, front });
    const { settings: now, layout: places, camera, stages, one } = arranged;
    const zoom = zoomOf(camera, stages.plain);
    const closer = isCloser(camera, stages.plain);
    const [w, h] = [Math.round(places.width * ratio), Math.round(places.height * ratio)];
    if (canvas.width !== w || canvas.height !== h) Object.assign(canvas, { width: w, height: h });
    // In whole device pixels: 1:1 would be blurred otherwise.
    Object.assign(canvas.style, { width: `${w / ratio}px`, height: `${h / ratio}px` });
    canvas.style.touchAction = closer ? "none" : "pan-y";
    canvas.classList.toggle("closer", closer);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    hover = pointer && pixelAt(pointer, arranged.panels, data.image);
    const style = getComputedStyle(element);
    const span = spanOf(camera, stages.plain).join();
    if (camera.zoom && span !== reported) rest();
    reported = span;
    const focus = pin.focus(hover);
    scene = {
      ...compose(data, arranged, pictures, zoom),
      focus,
      numbered: numberedBlocks(data, now, focus),
      glide: (one || now.mode === "side") && now.right === "reassembled" ? glide.at() : null,
      ink: style.color,
      font: style.fontFamily,
      paper: style.getPropertyValue("--st-background-color"),
      ground: style.getPropertyValue("--st-secondary-background-color"),
    };
    drawScene(context, scene);
    toolbar.show({ settings: now, zoom, fits: camera.zoom === 0, data, one });
    surroundings.show({
      ...scene, settings: now, flipped: arranged.flipped, one, closer, rank: pin.rank,
      pixel: pixelSentence(hover, levelsAt(hover, scene.levels, data), scene.data),
    });
    revision += 1;
    Object.assign(canvas.dataset, saidOf({ data, settings: now, camera, pin, flipped: arranged.flipped, revision }));
  }

  function changed(values) {
    if (Object.entries(values).every(([name, value]) => settings[name] === value)) return;
    settings = { ...settings, ...values };
    repaint(rest());
  }

  // Report the settings, and the part of the picture that they show on this screen, at rest.
  function rest() {
    clearTimeout(resting);
    resting = setTimeout(() => {
      const seen = { flipped, span: spanOf(settings, stageAt()) };
      view.report("view", { ...rounded(settings), ...seen });
    }, REST);
  }

  // Where a key or a button zooms: at the pinned block, or in the middle.
  function fixed() {
    if (pin.block === null) return undefined;
    const at = centre(blockRect(pin.block, scene.pictures.plain, data));
    return contains(scene.pictures.plain.frame, at) ? at : undefined;
  }

  // The stage under a point: both frames have one size, so a point of either will do.
  function stageAt(at) {
    const { plain, encrypted } = arranged.stages;
    return at && contains(encrypted.frame, at) ? encrypted : plain;
  }

  // Move the camera as a function of camera.js says.
  function aim(how, at, ...by) {
    changed(how(settle(settings, stageAt(at)), stageAt(at), ...by));
  }

  const commands = {
    mode: (mode) => changed({ mode }),
    right: (right) => {
      front = right === "plain" ? right : "other";
      if (front === right) return repaint();
        if (right === "reassembled" && settings.right !== right) glide.start();
      else glide.stop();
      changed({ right });
    },
    ask: ([name, wanted]) => {
      piecing = wanted;
      view.ask(name, wanted);
    },
    shown: (shown) => changed({ shown }),
    recolour: () => changed({ shown: settings.shown === "colour" ? "index" : "colour" }),
    swap: () => commands.right(settings.right === "encrypted" ? "reassembled" : "encrypted"),
    flip: () => {
      flipped = settings.mode === "flip" && !flipped;
      if (settings.mode !== "flip") return changed({ mode: "flip" });
      return repaint(rest());
    },
    step: (direction) => aim(stepZoom, null, direction, fixed()),
    zoom: (zoom) => aim(zoomTo, null, zoom, fixed()),
    pan: ([dx, dy]) => aim(panBy, null, dx, dy),
    wipe: (by) => commands.wipeTo(settings.wipe + by),
    wipeTo: (wipe) => changed({ wipe: Math.min(Math.max(wipe, 0), 1) }),
    opacity: (opacity) => changed({ [dial(data)]: opacity }),
    plane: (by) => commands.planeTo(settings.plane + by),
    planeTo: (plane) => changed({ plane: Math.min(Math.max(plane, 1), PLANES) }),
    bits: (by) => commands.bitsTo(after(data.planes, chosenBits(data, settings), by).key),
    bitsTo: (bits) => changed({ bits }),
    arrows: (arrows) => changed({ arrows }),
    range: (range) => changed({ range }),
    overlay: (by) => commands.layer(after(data.overlays.map(([key]) => key), asked ?? data.overlay.key, by)),
    layer: (key) => {
      asked = key;
      view.ask("overlay", key);
    },
    rank: (by) => {
      const [rank, last] = [pin.rank + by, pin.ranking()?.length ?? 0];
      if (rank >= 1 && rank <= last) pin.look(rank);
    },
    walk: (key) => {
      pointer = hover = null;
      pin.set(pin.block === null ? (data.arrows[0] ?? 0) : step(pin.block, key, data.grid));
      aim(reveal, null, blockPixels(pin.block, data));
    },
    lift: () => {
      glide.stop();
      pin.set(null);
    },
    help: () => toolbar.help(),
  };

  function act(name, argument) {
    if (!data || !scene) return;
    commands[name](argument);
    const zoom = zoomOf(settings, stageAt());
    const said = spokenAfter(name, { data, settings, flipped, zoom, focus: pin.focus(hover) });
    if (said) surroundings.speak(said);
  }

  listen(canvas, {
    closer: () => Boolean(scene) && isCloser(settings, stageAt()),
    hover: (at) => {
      pointer = at;
      repaint();
    },
    click: (at) => {
      const found = scene && pixelAt(at, scene.panels, data.image);
      const block = found ? blockOf(...found.pixel, data) : null;
      if (block === null) return pin.set(null);
      if (found.name !== "encrypted") return pin.set(block === pin.block ? null : block);
      const source = nextSource(data, block, pin.block);
      if (source !== null) return pin.set(source);
      // A finger does not hover: the sentence stays until the next tap.
      pointer = at;
      repaint();
      return surroundings.speak(sentence(data, pin.focus(found)));
    },
    pan: (dx, dy, at) => aim(panBy, at, dx, dy),
    zoom: (factor, at) => aim(zoomBy, at, factor, at),
    pinch: (from, to) => aim(pinch, from[0], from, to),
  });
  listenKeys(element, canvas, {
    mode: () => settings?.mode,
    // Escape is the page's own where no pin is to be lifted.
    ours: (name) => {
      if (!data || (name === "lift" && toolbar.helping())) return false;
      if (name === "lift") return pin.block !== null || glide.at() !== null;
      if (name === "plane" || name === "bits") return Boolean(data.planes);
      return name !== "recolour" || (Boolean(data.coloured) && settings.mode !== "difference");
    },
    act,
  });
  new ResizeObserver(repaint).observe(element);

  view.update = (now) => {
    const anew = !data || now.epoch !== data.epoch;
    const moved = anew || now.pins !== data.pins;
    if (anew) {
      settings = settingsFrom({ opacity: now.opacity }, now.view);
      flipped = false;
    }
    if (asked === now.overlay.key) {
      surroundings.speak(`${now.overlay.title || "Nothing is laid over the pictures"}. ${now.overlay.reading}`);
      asked = null;
    }
    data = now;
    pin.follow(now, moved ? (now.point ?? null) : undefined);
    pictures.keep(addressesOf(now), Boolean(now.planes));
    if ((piecing === "found" && now.found?.used) || (piecing === "back" && now.turned)) {
      piecing = "";
      glide.start();
      changed({ right: "reassembled" });
    }
    repaint();
  };
  return view;
}
