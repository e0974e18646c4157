// How a page asks by the lane, with sockets that are none.

import assert from "node:assert/strict";
import { mock, test } from "node:test";

import { createLane } from "../../explorer/widgets/lane.js";
import { unpack } from "../../explorer/widgets/lane_answer.js";

const packed = (header, lists = []) => {
  const text = new TextEncoder().encode(JSON.stringify(header).padEnd(400));
  const buffer = new ArrayBuffer(404 + 2 * lists.length);
  const view = new DataView(buffer);
  view.setUint32(0, 400, true);
  new Uint8Array(buffer, 4, 400).set(text);
  lists.forEach((value, place) => view.setUint16(404 + 2 * place, value, true));
  return buffer;
};

const constants = { alpha: 0.1, beta: 40, gamma: 5 };

// A page with a lane: what it was asked, what it drew, and what it heard.
function page() {
  const [sockets, log, marks] = [[], [], []];
  const connect = (token) => {
    const socket = {
      token: null,
      opened: token,
      readyState: 0,
      sent: [],
      send: (text) => socket.sent.push(text),
      close: () => socket.lose(),
      open() {
        socket.readyState = 1;
        socket.onopen();
      },
      lose() {
        socket.readyState = 3;
        socket.onclose();
      },
      answer: (count, more = {}) =>
        socket.onmessage({ data: packed({ count, scene: 1, drawn: { vsi: `${count}` }, html: {}, blocks: 0, ...more }) }),
      get asked() {
        return socket.sent.map((text) => JSON.parse(text));
      },
    };
    sockets.push(socket);
    return socket;
  };
  const lane = createLane(connect, (moves) => marks.push(moves));
  lane.watch({
    draw: (answer) => log.push(answer.drawn.vsi),
    late: (whether) => log.push(whether ? "late" : "not late"),
    lost: () => log.push("lost"),
  });
  const canvas = { isConnected: true };
  const run = (now = {}, scene = 1, token = "t") =>
    lane.follow(canvas, { token, scene, constants: { ...constants, ...now } });
  return { lane, sockets, log, marks, canvas, run, drawn: () => log.filter((each) => /^\d/.test(each)) };
}

function ready() {
  const one = page();
  one.run();
  one.sockets[0].open();
  return { ...one, socket: one.sockets[0] };
}

test("an answer is unpacked as it was packed", () => {
  const lists = [1, 0, 7, 8, 10000, 1, 2, 3, 4, 5, 6, 9999, 1234, 0];
  const { drawn } = unpack(packed({ count: 1, blocks: 2, drawn: { vsi: "1" } }, lists));
  assert.deepEqual(drawn.match, [1, 0]);
  assert.deepEqual(drawn.as_alike, [7, 8]);
  assert.deepEqual(drawn.contribution, [1, 0.0001]);
  assert.deepEqual(drawn.sim_s, [0.1234, 0]);
});

test("one question is under way, the newest value takes the place of what waits, and all are short", () => {
  const { lane, socket, drawn, marks } = ready();
  assert.ok(lane.ask("gamma", 5.25));
  assert.ok(lane.ask("gamma", 5.5));
  assert.ok(lane.ask("gamma", 5.75));
  assert.deepEqual(socket.asked, [[1, { gamma: 5.25 }]]);
  socket.answer(1);
  assert.deepEqual(socket.asked, [[1, { gamma: 5.25 }], [2, { gamma: 5.75 }]]);
  assert.deepEqual(drawn(), ["1"]); // it was on the way: nothing is gained by not drawing it
  socket.answer(2);
  assert.equal(socket.sent.length, 2);
  // Constants that no run has brought are asked for together.
  lane.ask("beta", 41);
  assert.deepEqual(socket.asked.at(-1), [3, { gamma: 5.75, beta: 41 }]);
  socket.answer(3);
  lane.ask("alpha", 0.1016);
  assert.ok(socket.sent.every((text) => text.length <= 64));
  assert.equal(marks.at(-1), true);
});

test("what a run brings is drawn once it is as new as the hand", () => {
  const { lane, socket, run, marks } = ready();
  lane.ask("gamma", 6);
  socket.answer(1);
  assert.equal(lane.drawn.drawn.vsi, "1");
  const told = (now, scene = 1) => ({ scene, constants: { ...constants, ...now } });
  assert.ok(!lane.brings(told({})));
  run(); // of something else, with the constants of before
  assert.equal(lane.drawn.drawn.vsi, "1");
  assert.ok(lane.brings(told({ gamma: 6 })));
  assert.ok(lane.brings(told({}, 2)));
  assert.ok(lane.brings(null));
  run({ gamma: 6 });
  assert.equal(lane.drawn, null);
  assert.equal(marks.at(-1), false);
  // A drag that begins during that run does not jump back.
  lane.ask("gamma", 7);
  run({ gamma: 6 });
  socket.answer(2);
  assert.equal(lane.drawn.drawn.vsi, "2");
});

test("numbers of one scene are never drawn in another", () => {
  const { lane, socket, run, drawn } = ready();
  lane.ask("gamma", 6);
  socket.answer(1);
  lane.ask("gamma", 7);
  run({ gamma: 3 }, 2); // a link was followed
  assert.equal(lane.drawn, null);
  socket.answer(2);
  assert.deepEqual(drawn(), ["1"]);
  lane.ask("beta", 50);
  assert.deepEqual(socket.asked.at(-1), [3, { beta: 50 }]);
  socket.answer(3, { scene: 1 });
  assert.equal(lane.drawn, null);
});

test("without a socket, a canvas or something to follow Streamlit is asked", () => {
  const one = page();
  assert.ok(!one.lane.ask("gamma", 6));
  one.run();
  assert.ok(!one.lane.ask("gamma", 6)); // not open yet
  one.sockets[0].open();
  assert.ok(one.lane.ask("gamma", 6));
  one.canvas.isConnected = false; // another page
  assert.ok(!one.lane.ask("gamma", 7));
  one.canvas.isConnected = true;
  one.lane.follow(one.canvas, null);
  assert.ok(!one.lane.ask("gamma", 7));
});

test("a socket that is lost is told, and tried again with the next run, three times", () => {
  const { lane, socket, sockets, run, log } = ready();
  lane.ask("gamma", 6);
  socket.lose();
  assert.ok(log.includes("lost"));
  assert.ok(!lane.ask("gamma", 7));
  for (let turn = 1; turn <= 4; turn += 1) {
    run({ gamma: 7 });
    if (sockets.length > turn) sockets.at(-1).lose();
  }
  assert.equal(sockets.length, 3);
});

test("a socket that works again is asked, and another token has its own", () => {
  const { lane, socket, sockets, run } = ready();
  socket.lose();
  run();
  sockets[1].open();
  assert.ok(lane.ask("gamma", 6));
  assert.deepEqual(sockets[1].asked, [[1, { gamma: 6 }]]);
  run({ gamma: 6 }, 1, "other"); // while a question is under way
  assert.equal(sockets[2].opened, "other");
  assert.equal(sockets[1].readyState, 3);
  sockets[2].open();
  assert.ok(lane.ask("gamma", 7));
  assert.deepEqual(sockets[2].asked, [[2, { gamma: 7 }]]);
});

test("what the page has to say is left to it until its next run", () => {
  const { lane, socket, run, log } = ready();
  lane.ask("alpha", 0.02);
  lane.ask("alpha", 0.03);
  socket.onmessage({ data: packed({ count: 1, rest: true }) });
  assert.ok(log.includes("lost"));
  assert.equal(socket.sent.length, 1);
  assert.ok(!lane.ask("alpha", 0.04));
  run({ alpha: 0.03 });
  assert.ok(lane.ask("alpha", 0.05));
});

test("after 100 ms without an answer what is shown is old", () => {
  mock.timers.enable({ apis: ["setTimeout"] });
  const { lane, socket, log } = ready();
  lane.ask("gamma", 6);
  mock.timers.tick(99);
  assert.deepEqual(log, []);
  mock.timers.tick(1);
  assert.deepEqual(log, ["late"]);
  socket.answer(1);
  assert.deepEqual(log, ["late", "not late", "1"]);
  mock.timers.reset();
});
