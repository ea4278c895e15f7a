// What a window is told by the worker that it shares with the other windows of its browser; by a
// stream of its own where there is no such worker.

import { eventsOf, Source } from "./source.js";

const LOOK_MS = 1000;
/** The worker says every second that it is there; a window that slept hears it late. */
const SILENT_LOOKS = 8;

export class SharedSource {
  /**
   * @param root address of the page's folder
   * @param stage id
   * @param on see `Source`
   */
  constructor(root, stage, on) {
    this.address = eventsOf(root, [stage]);
    this.stage = stage;
    this.on = on;
    this.silent = 0;
    this.own = null;
    try {
      this.worker = new SharedWorker(new URL("stream.js", root), { type: "module" });
    } catch {
      this.alone();
      return;
    }
    this.worker.onerror = () => this.alone();
    this.worker.port.onmessage = ({ data: { what, data } }) => {
      this.silent = 0;
      if (what !== "pulse" && !this.own) this.on[what](data);
    };
    this.looking = setInterval(() => this.look(), LOOK_MS);
    addEventListener("pagehide", () => this.worker.port.postMessage({}));
    this.wake();
  }

  /** The phone woke up, or has found its network again. */
  wake() {
    if (this.own) this.own.wake();
    else this.worker.port.postMessage({ stage: this.stage });
  }

  look() {
    this.silent += 1;
    if (this.silent > SILENT_LOOKS) this.alone();
  }

  /** Without the worker: it could not begin, or was ended. */
  alone() {
    clearInterval(this.looking);
    this.worker?.port.close();
    this.own ??= new Source(this.address, this.on);
  }
}
