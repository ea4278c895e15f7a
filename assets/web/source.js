// Server-sent events, taken up again by itself when they break off.

const FIRST_MS = 300;
const LONGEST_MS = 6000;
/** The app says something every three seconds. */
const SILENT_MS = 10_000;

/** How long to wait before an attempt: twice as long each time, and never all viewers at once. */
export function pause(attempts, random) {
  return Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(attempts, 10)) * (0.5 + random);
}

export class Source {
  /**
   * @param address of the events
   * @param on what is called: `told(data)`, `heard()` for any sign of life, `lost()`, `back()`
   */
  constructor(address, on) {
    this.address = address;
    this.on = on;
    this.attempts = 0;
    this.isLost = true;
    this.heardAt = performance.now();
    setInterval(() => this.look(), 1000);
    this.connect();
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
      this.on.told(JSON.parse(event.data));
    };
    events.onerror = () => this.again();
  }

  /** Try at once: the phone woke up, or has found its network again. */
  wake() {
    if (this.isLost) this.connect();
    else this.look();
  }

  look() {
    if (!this.isLost && performance.now() - this.heardAt > SILENT_MS) this.again();
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
