// Where an outbox keeps its commands: one IndexedDB. What it says is kept, is on the disk. Files lie apart, so that
// all commands can be read without them; as plain bytes, since some phones keep no Blob.

export const LEASE = 2000;

const COMMANDS = "commands";
const FILES = "files";

export class Shelf {
  constructor(name) {
    this.name = name;
  }

  open() {
    return new Promise((resolve, reject) => {
      const asked = indexedDB.open(this.name, 2);
      asked.onupgradeneeded = ({ oldVersion }) => {
        const db = asked.result;
        if (oldVersion < 1) db.createObjectStore(COMMANDS, { keyPath: "key" });
        if (oldVersion < 1) db.createObjectStore("lease");
        db.createObjectStore(FILES);
      };
      asked.onsuccess = () => {
        asked.result.onversionchange = () => asked.result.close(); // holds no newer page back
        resolve(asked.result);
      };
      asked.onerror = () => reject(asked.error);
      setTimeout(reject, 3000, new Error("the store does not answer")); // as happens in some browsers
    });
  }

  // Gives the result of what `work` asks for; it is given the transaction.
  async transact(names, mode, work, isAgain = false) {
    const db = await (this.db ??= this.open());
    try {
      return await new Promise((resolve, reject) => {
        const durability = names.includes(COMMANDS) ? "strict" : "relaxed"; // a lease need not outlive the phone
        const transaction = db.transaction(names, mode, { durability });
        transaction.onabort = () => reject(transaction.error);
        try {
          const asked = work(transaction);
          transaction.oncomplete = () => resolve(asked?.result);
        } catch (fault) {
          reject(fault);
          transaction.abort();
        }
      });
    } catch (error) {
      if (isAgain || error?.name === "QuotaExceededError") throw error;
      this.db = null; // phones close the store of a page that was away
      return this.transact(names, mode, work, true);
    }
  }

  all() {
    return this.transact([COMMANDS], "readonly", (transaction) => transaction.objectStore(COMMANDS).getAll());
  }

  // The bytes that were kept with the record.
  file(key) {
    return this.transact([FILES], "readonly", (transaction) => transaction.objectStore(FILES).get(key));
  }

  // `changes`: key, record and the bytes of its file; or key and null for what goes away. All of them, or none.
  keep(changes) {
    return this.transact([COMMANDS, FILES], "readwrite", (transaction) => {
      const [commands, files] = [COMMANDS, FILES].map((name) => transaction.objectStore(name));
      for (const [key, record, bytes] of changes) {
        record ? commands.put(record) : commands.delete(key);
        if (bytes) files.put(bytes, key);
        else if (!record?.file) files.delete(key);
      }
    });
  }

  // Whether `tab` is the one that sends, for two seconds. Unlike a lock of the browser's, a lease runs out by
  // itself: a tab that the phone has put to sleep holds nobody back, and it is there without https too.
  async lease(tab, length = LEASE) {
    const now = Date.now();
    const isFree = (held) => !held || held.tab === tab || held.until < now || held.until > now + LEASE;
    let isOurs;
    await this.transact(["lease"], "readwrite", (transaction) => {
      const store = transaction.objectStore("lease");
      const asked = store.get("sender");
      asked.onsuccess = () => {
        isOurs = isFree(asked.result);
        if (isOurs) store.put({ tab, until: now + length }, "sender");
      };
    });
    return isOurs;
  }

  // In one go, for a page that goes away has no time to read first.
  free() {
    return this.transact(["lease"], "readwrite", (transaction) => {
      transaction.objectStore("lease").delete("sender");
      transaction.commit?.();
    });
  }
}
