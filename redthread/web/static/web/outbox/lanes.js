// What is sent side by side: commands in the order they were made, and files apart from them, since they are slow.

const PAUSES = [500, 1000, 2000, 4000, 8000, 16_000, 30_000];

class Lane {
  constructor({ isLight, longest, stuck }) {
    Object.assign(this, { isLight, longest, stuck, failures: 0, notBefore: 0 });
    Object.assign(this, { isAsked: false, holds: false, running: null, trying: null });
  }

  takes(record) {
    return this.isLight === !record.file;
  }

  // There is news of the network, so an old try is given up and the next one comes at once.
  poke() {
    this.failures = 0;
    if (this.trying && performance.now() - this.trying.since > this.stuck) this.trying.abort();
  }

  // Never the same for all the phones that lost the server at the same time.
  nextPause() {
    return PAUSES[Math.min(this.failures++, PAUSES.length - 1)] * (0.75 + Math.random() / 2);
  }

  // One try. Gives { status, answer, isReached }: JSON or null, and whether anybody answered.
  async post({ url, headers, body }) {
    const trying = new AbortController();
    this.trying = { since: performance.now(), abort: () => trying.abort() };
    const end = setTimeout(() => trying.abort(), this.longest);
    try {
      const response = await fetch(url, {
        method: "POST",
        body,
        headers,
        redirect: "manual",
        cache: "no-store",
        keepalive: body.length < 20_000, // gets there even if the page is closed now; browsers allow 64 kB
        signal: trying.signal,
      });
      return { status: response.status, answer: await response.json().catch(() => null), isReached: true };
    } catch {
      return { status: 0, answer: null, isReached: false };
    } finally {
      this.trying = null;
      clearTimeout(end);
    }
  }
}

export const openLanes = () => [
  new Lane({ isLight: true, longest: 20_000, stuck: 3000 }),
  new Lane({ isLight: false, longest: 120_000, stuck: 30_000 }),
];
