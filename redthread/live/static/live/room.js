// The room as this screen may see it, kept up to date.
//
//   const room = openRoom({ base })   `${base}strom/` is the stream, `${base}tilstand/` the same whole, at once
//   room.get(channel, slice)   room.slices(channel)   room.channels
//   room.now()          the server's milliseconds, never those of the phone
//   room.isOnline       whether the server answered when it was last asked
//   room.stopped        the server's words when this screen may not see the room any more
//   room.onChange(fn)   at most once a frame; gives a function that stops it
//
// With `ticket` it reads as the screen that holds the ticket, and the whole from `state`; `mode: "poll"` never uses the
// stream. The stream is Server-Sent Events read with `fetch`: unlike EventSource it shows every byte that comes, so
// that a line that is held back or has gone dead is known by its silence.

const SILENT = 6000; // nothing has come since the stream was asked for: something on the way holds it back
const DEAD = 25_000; // the server says something every 15 s
const SHORT = 5000; // a stream that ends before this is no good
const PAUSES = [500, 1000, 2000]; // asked for in vain so many times, we poll
const POLL = 2000;
const LONGEST_ASK = 10_000;
const STREAM_AGAIN = 60_000;
const SETTLED = 1000; // all slices follow a hello at once; those that did not are gone
const HIDDEN = 60_000;
const SLEPT = 5000;

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// The server's clock lies between what it said when we heard it and that with all the time we had waited. Whatever
// is heard narrows it in. When that does not fit, the phone has slept or a clock has worn, and we begin again.
class Clock {
  low = -Infinity;
  high = Infinity;

  hear(now, asked) {
    const [low, high] = [now - performance.now(), now - asked];
    const fits = low <= this.high && high >= this.low;
    this.low = fits ? Math.max(low, this.low) : low;
    this.high = fits ? Math.min(high, this.high) : high;
  }

  now() {
    const middle = (this.low + this.high) / 2;
    return performance.now() + (Number.isFinite(middle) ? middle : 0);
  }
}

// For a request that ends with `life`, and `ms` after it was last heard from.
function patience(life, ms) {
  const request = new AbortController();
  const end = () => request.abort();
  let timer = setTimeout(end, ms);
  life.addEventListener("abort", end);
  const heard = (more) => {
    clearTimeout(timer);
    timer = setTimeout(end, more);
  };
  const done = () => {
    clearTimeout(timer);
    life.removeEventListener("abort", end);
    end();
  };
  return { signal: request.signal, heard, done };
}

class Room {
  constructor({ base, mode = "", ticket = "", state = "" }) {
    const query = ticket ? `?billett=${encodeURIComponent(ticket)}` : "";
    Object.assign(this, { stream: `${base}strom/${query}`, state: state || `${base}tilstand/${query}` });
    Object.assign(this, { canStream: mode !== "poll", isOnline: true, stopped: "", channels: [], data: {} });
    this.clock = new Clock();
    this.listeners = new Set();
    addEventListener("online", () => this.wake());
    addEventListener("offline", () => this.setOnline(false));
    addEventListener("pagehide", () => this.life.abort());
    addEventListener("pageshow", (event) => event.persisted && this.wake());
    document.addEventListener("visibilitychange", () => (document.hidden ? this.hide() : this.show()));
    this.wake();
  }

  get(channel, slice) {
    return this.data[channel]?.[slice];
  }

  slices(channel) {
    return this.data[channel] ?? {};
  }

  now() {
    return this.clock.now();
  }

  onChange(listener) {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  changed() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      for (const listener of this.listeners) queueMicrotask(listener);
    });
  }

  // An outbox on the page listens for the server being reached.
  setOnline(isOnline, isNews = isOnline !== this.isOnline) {
    this.isOnline = isOnline;
    if (isOnline && isNews) {
      dispatchEvent(new Event("redthread:reached"));
      this.kick?.();
    }
    this.changed();
  }

  hide() {
    this.hiddenAt = Date.now();
    this.timer = setTimeout(() => this.life.abort(), HIDDEN);
  }

  show() {
    clearTimeout(this.timer);
    if (this.life.signal.aborted || Date.now() - this.hiddenAt > SLEPT) this.wake();
  }

  // Everything anew: after sleep nobody knows what state the old line is in.
  wake() {
    this.life?.abort();
    if (this.stopped) return;
    this.life = new AbortController();
    const life = this.life.signal;
    Object.assign(this, { isStreaming: false, isPolling: !this.canStream, appliedAt: -Infinity });
    this.ask(life);
    this.poll(life);
    if (this.canStream) this.listen(life);
  }

  stop(words) {
    this.stopped = words;
    this.life.abort();
    this.changed();
  }

  // The whole room, at once.
  async ask(life) {
    const asked = performance.now();
    const request = patience(life, LONGEST_ASK);
    try {
      const options = { cache: "no-store", redirect: "manual", signal: request.signal };
      const response = await fetch(this.state, options);
      const { now, channels, refused } = await response.json(); // the page of a portal throws here
      if (response.status === 403 && refused) return this.stop(refused);
      if (!response.ok || !(now > 0) || !channels) throw new Error("not our server");
      this.clock.hear(now, asked);
      if (!this.isStreaming && asked >= this.appliedAt) {
        Object.assign(this, { appliedAt: asked, data: channels, channels: Object.keys(channels) });
      }
      this.setOnline(true);
    } catch {
      if (!life.aborted) this.setOnline(false);
    } finally {
      request.done();
    }
  }

  async poll(life) {
    for (;;) {
      const began = Date.now();
      await sleep(POLL);
      if (life.aborted) return;
      // A lid was closed over an open page. How far the phone's clock has gone shows it, not where it stands.
      if (Date.now() - began > POLL + SLEPT && !document.hidden) return this.wake();
      if (this.isPolling) await this.ask(life);
    }
  }

  async listen(life) {
    for (let failures = 0; ; ) {
      const was = await this.read(life);
      if (life.aborted) return;
      failures = { good: 0, bad: failures + 1, silent: PAUSES.length }[was];
      this.isStreaming = false;
      this.isPolling = failures >= PAUSES.length;
      if (failures) this.ask(life); // finds out why
      const pause = this.isPolling ? STREAM_AGAIN : PAUSES[failures] * (0.5 + Math.random());
      await Promise.race([sleep(pause), new Promise((resolve) => (this.kick = resolve))]);
      if (life.aborted) return;
    }
  }

  // One stream until it ends.
  async read(life) {
    const asked = performance.now();
    const request = patience(life, SILENT);
    let isSilent = true;
    try {
      const options = { cache: "no-store", headers: { Accept: "text/event-stream" }, signal: request.signal };
      const response = await fetch(this.stream, options);
      isSilent = response.ok && response.headers.get("Content-Type")?.startsWith("text/event-stream");
      if (!isSilent) return "bad";
      const take = this.taking(asked, life);
      const reader = response.body.getReader();
      const decoder = new TextDecoder();
      for (let rest = ""; ; ) {
        const { done, value } = await reader.read();
        if (done) break;
        isSilent = false;
        request.heard(DEAD);
        const messages = (rest + decoder.decode(value, { stream: true })).split("\n\n");
        rest = messages.pop();
        messages.forEach(take);
        this.changed();
      }
    } catch {
      isSilent = request.signal.aborted; // else the line broke
    } finally {
      request.done();
    }
    if (isSilent) return "silent";
    return performance.now() - asked > SHORT ? "good" : "bad";
  }

  // What is done with each message of one stream.
  taking(asked, life) {
    let old = new Map();
    const hello = ({ now, channels }) => {
      this.clock.hear(now, asked);
      asked = -Infinity; // how long we waited for the next one nobody knows
      this.channels = channels;
      for (const channel of Object.keys(this.data)) if (!channels.includes(channel)) delete this.data[channel];
      const here = (old = new Map(Object.entries(this.data).map(([name, has]) => [name, new Set(Object.keys(has))])));
      setTimeout(() => {
        if (life.aborted || here !== old) return;
        for (const [channel, names] of here) for (const name of names) delete this.data[channel]?.[name];
        old = new Map();
        this.changed();
      }, SETTLED);
      Object.assign(this, { isStreaming: true, isPolling: false });
      this.setOnline(true, true);
    };
    const slice = ({ c, s, v }) => {
      old.get(c)?.delete(s);
      if (v === null) delete this.data[c]?.[s];
      else (this.data[c] ??= {})[s] = v;
    };
    return (message) => {
      const data = message.match(/^data: (.*)$/m);
      if (data) (/^event: hello$/m.test(message) ? hello : slice)(JSON.parse(data[1]));
    };
  }
}

export const openRoom = (options) => new Room(options);
