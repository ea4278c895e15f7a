// The app's clock, as this page knows it: from several round trips, of which the least delay wins.

/** A clock goes wrong by no more than this part of what it counts. */
const DRIFT = 1e-4;
/** By so much this computer's two clocks part when it slept, or when one of them was set. */
const JUMP_MS = 100;

export class ServerClock {
  /**
   * @param ask answers a promise of the app's time in milliseconds
   * @param tick milliseconds that nobody sets, though they may stand still while a phone sleeps
   * @param wall milliseconds of this computer's own clock, which may be set at any moment
   */
  constructor(ask, tick = () => performance.now(), wall = () => Date.now()) {
    this.ask = ask;
    this.tick = tick;
    this.wall = wall;
    this.base = wall() - tick();
    // Until the app has answered there is only this computer's own clock, wrong by who knows what.
    this.best = { offset: this.base, delay: Infinity, at: tick() };
  }

  /** The present, by the app's clock. */
  now() {
    return this.tick() + this.best.offset;
  }

  /** How far `now` may be wrong, in milliseconds. */
  error(sample = this.best) {
    return sample.delay / 2 + (this.tick() - sample.at) * DRIFT;
  }

  /** Ask so many times; answers whether the app has answered at all. */
  async sync(rounds) {
    let answered = false;
    for (let round = 0; round < rounds; round += 1) {
      const sent = this.tick();
      const given = await this.ask().catch(() => null);
      const received = this.tick();
      if (given === null) continue;
      answered = true;
      // It answers in whole milliseconds, cut off: half of one more on average.
      const sample = {
        offset: given + 0.5 - (sent + received) / 2, delay: received - sent, at: received,
      };
      if (this.error(sample) < this.error()) this.best = sample;
    }
    return answered;
  }

  /**
   * Look whether this computer slept or its clock was set; answers whether to `sync` again.
   *
   * Forward is taken for a sleep: the ticks stood still, the own clock knows for how long.
   */
  mind() {
    const base = this.wall() - this.tick();
    const jumped = base - this.base;
    if (Math.abs(jumped) < JUMP_MS) return false;
    this.base = base;
    const by = jumped > 0 ? jumped : 0;
    this.best = { offset: this.best.offset + by, delay: Infinity, at: this.tick() };
    return true;
  }
}
