// Server-sent events, taken up again by itself when they break off.

const FIRST_MS = 300;
const LONGEST_MS = 6000;
/** The app says something every three seconds. */
const SILENT_MS = 10_000;

/** How long to wait before an attempt: twice as long each time, and never all viewers at once. */
export function pause(attempts, random) {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 10)) * (0.5 + random);
}

/** Where what happens on stages is told. */
export function eventsOf(root, stages) {
  const asked = new URLSearchParams(stages.map((stage) => ["stage", stage]));
  return new URL(`events?${asked}`, root).href;
}

export class Source {
  /**
   * @param address of the events
   * @param on what is called: `told(data, stage)`, `heard()` for any sign of life, `lost()`,
   *   `back()`
   */
  constructor(address, on) {
    this.address = address;
    this.on = on;
    this.attempts = 0;
    this.isLost = true;
    this.heardAt = performance.now();
    this.looking = setInterval(() => this.look(), 1000);
    this.connect();
  }

  /** Hear the events of another address; nothing is lost meanwhile. */
  turn(address) {
    if (address === this.address) return;
    this.address = address;
    this.connect();
  }

  close() {
    clearInterval(this.looking);
    clearTimeout(this.waiting);
    this.events.close();
  }

  connect() {
    clearTimeout(this.waiting);
    this.events?.close();
    const events = (this.events = new EventSource(this.address));
    this.heardAt = performance.now();
    events.onopen = () => this.heard();
    events.addEventListener("beat", () => this.heard());
    events.onmessage = (event) => {
      this.heard();
      // Each has everything: whatever was missed needs no catching up.
      this.on.told(JSON.parse(event.data), event.lastEventId);
    };
    events.onerror = () => this.again();
  }

  /** Try at once: the phone woke up, or has found its network again. */
  wake() {
    // Not where an attempt was begun just now, as by another window that woke up, too.
    if (this.isLost && performance.now() - this.heardAt > FIRST_MS) this.connect();
    else this.look();
  }

  look() {
    // Also an attempt that nobody answers: a network that is silent refuses nothing.
    const hears = this.events.readyState !== EventSource.CLOSED;
    if (hears && performance.now() - this.heardAt > SILENT_MS) this.again();
  }

  heard() {
    this.heardAt = performance.now();
    this.attempts = 0;
    this.on.heard();
    if (!this.isLost) return;
    this.isLost = false;
    this.on.back();
  }

  again() {
    this.events.close();
    this.isLost = true;
    this.on.lost();
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.connect(), pause(this.attempts, Math.random()));
    this.attempts += 1;
  }
}
