// A worker that all windows of a browser share: one stream of events for all of them, and all their
// stages. A browser has six connections to a computer, and every stream takes one for good.

import { eventsOf, Source } from "./source.js";

const PULSE_MS = 1000;
/** Each window by its port: the stage at which it looks. */
const windows = new Map();
const told = new Map();
let source = null;

self.onconnect = (event) => {
  const [port] = event.ports;
  port.onmessage = ({ data }) => {
    if (data.stage) look(port, data.stage);
    else leave(port);
  };
};

/** A window looks at a stage; also whenever it wakes up. */
function look(port, stage) {
  if (windows.get(port) !== stage) {
    windows.set(port, stage);
    if (told.has(stage)) port.postMessage({ what: "told", data: told.get(stage) });
  }
  listen();
  source.wake();
}

function leave(port) {
  windows.delete(port);
  if (windows.size) return listen();
  source?.close();
  source = null;
  told.clear();
}

/** Hear of all the stages at which a window looks. */
function listen() {
  const address = eventsOf(new URL("./", location.href), [...new Set(windows.values())].sort());
  if (source) return source.turn(address);
  source = new Source(address, {
    told: (data, stage) => {
      told.set(stage, data);
      tell({ what: "told", data }, stage);
    },
    heard: () => tell({ what: "heard" }),
    lost: () => tell({ what: "lost" }),
    back: () => tell({ what: "back" }),
  });
}

function tell(message, stage = "") {
  for (const [port, own] of windows) if (!stage || own === stage) port.postMessage(message);
}

setInterval(() => tell({ what: "pulse" }), PULSE_MS);
