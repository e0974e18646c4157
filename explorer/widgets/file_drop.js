// Pictures dropped anywhere on the page, or pasted, on their way into a field for files:
// from there on they are uploads like any other. Where the page asks for files that are
// missing its own field takes them, or else those of the sidebar.

import { OTHER, hasFiles, rolesOf } from "./files.js";

const OWN = ".st-key-more_files"; // whose fields take what is dropped on them
const PATIENCE = 20_000; // ms that a file waits for its field
const READ = 6_000; // ms that a refusal stays for whoever pasted

const WORDS = {
  plain: ["Plain picture", "It is encrypted here unless you give the encrypted one."],
  encrypted: ["Encrypted picture", "If the sizes differ, you can crop both."],
};

let now = null; // the component that was drawn last
let waiting = {}; // role -> a file whose field is not there yet
let zones = null;
let observer = null;
let timer = 0;
let inside = false; // whether a picture of the page itself is dragged

export default function mount({ parentElement, data, setTriggerValue }) {
  const first = now === null;
  const ask = (roles) => setTriggerValue("wanted", roles);
  now = { parentElement, ask, refusal: data?.refusal ?? "" };
  if (first) listen();
  deliver();
}

// Whether something is coming that the page that is open has a place for.
function comes(transfer, target = null) {
  if (!now.parentElement.isConnected || inside || !hasFiles(transfer)) return false;
  const zone = target?.closest('[data-testid="stFileUploaderDropzone"]');
  return !(zone && (asked() || zone.closest(OWN)));
}

// The page's field for what is missing.
const asked = () => document.querySelector('.st-key-missing input[type="file"]');

function listen() {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = new URL("file_drop.css", import.meta.url);
  document.head.append(style);
  document.addEventListener("dragstart", () => (inside = true), true);
  document.addEventListener("dragend", () => (inside = false), true);
  for (const kind of ["dragenter", "dragover"]) {
    document.addEventListener(kind, (event) => {
      if (!comes(event.dataTransfer, event.target)) return hide();
      event.preventDefault();
      if (!asked()) show(roleAt(event));
    }, true);
  }
  document.addEventListener("dragleave", (event) => {
    if (!event.relatedTarget) hide();
  }, true);
  document.addEventListener("drop", (event) => {
    const role = roleAt(event);
    hide();
    if (!comes(event.dataTransfer, event.target)) return;
    event.preventDefault();
    event.stopPropagation(); // else the field that happens to lie there takes it too
    if (!now.refusal) take([...event.dataTransfer.files], role);
  }, true);
  document.addEventListener("paste", (event) => {
    if (!comes(event.clipboardData)) return;
    event.preventDefault();
    if (!now.refusal) return take([...event.clipboardData.files], "plain");
    show();
    setTimeout(hide, READ);
  });
}

function take(files, role) {
  if (asked()) return put(asked(), files);
  waiting = rolesOf(files, role);
  const hidden = Object.keys(waiting).filter((each) => !field(each));
  if (hidden.length) now.ask(hidden);
  // The fields that are not there come with the next run of the page, or with a later one.
  observer ??= new MutationObserver(deliver);
  observer.observe(document.body, { childList: true, subtree: true });
  clearTimeout(timer);
  timer = setTimeout(forget, PATIENCE);
  deliver();
}

// Else it would go where nobody expects it any more.
function forget() {
  waiting = {};
  observer.disconnect();
}

// Gives each file to its field as soon as that is there.
function deliver() {
  for (const [role, file] of Object.entries(waiting)) {
    const input = field(role);
    if (!input) continue;
    delete waiting[role];
    put(input, [file]);
  }
  if (observer && !Object.keys(waiting).length) {
    clearTimeout(timer);
    observer.disconnect();
  }
}

function put(input, files) {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// The field's key has a number behind it once a link was followed.
function field(role) {
  const name = `st-key-${role}_file`;
  return document.querySelector(`:is([class^="${name}"], [class*=" ${name}"]) input[type="file"]`);
}

function roleAt({ clientX, clientY }) {
  const stacked = innerWidth < 640;
  return (stacked ? clientY < innerHeight / 2 : clientX < innerWidth / 2) ? "plain" : OTHER.plain;
}

function show(role) {
  zones ??= build();
  for (const zone of zones.children) zone.classList.toggle("over", zone.dataset.role === role);
  if (zones.isConnected) return;
  const colours = getComputedStyle(now.parentElement.getRootNode().host ?? now.parentElement);
  for (const name of ["background-color", "text-color", "primary-color", "font"]) {
    zones.style.setProperty(`--drop-${name}`, colours.getPropertyValue(`--st-${name}`));
  }
  document.body.append(zones);
}

function hide() {
  zones?.remove();
}

function build() {
  const whole = document.createElement("div");
  whole.className = "drop-zones";
  const words = now.refusal ? { none: ["No files here", now.refusal] } : WORDS;
  for (const [role, [name, about]] of Object.entries(words)) {
    const zone = document.createElement("div");
    zone.dataset.role = role;
    const title = document.createElement("b");
    title.textContent = name;
    zone.append(title, about);
    whole.append(zone);
  }
  return whole;
}
