// Bundles on their way in: decompressed beside the page, in a worker, and handed on in portions when
// they are asked for, so that no more of a bundle is in memory than is needed.
const netsnapDecode = (text) => {
  try {
    return Uint8Array.fromBase64
      ? Uint8Array.fromBase64(text)
      : Uint8Array.from(atob(text), (byte) => byte.charCodeAt(0));
  } catch {
    throw "damaged";
  }
};

const netsnapPortions = (() => {
  "use strict";

  // Runs in the worker. Takes base64 or a Blob, then the numbers of portions that are wanted; gives
  // [portion, how much of the file is used up], a word on what is wrong with the file, or null at
  // its end.
  const decompress = (port, decode) => {
    const PORTION = 1 << 19;
    let wanted = 0;
    let wake = () => {};
    let used = 0;
    let portion = new Uint8Array(PORTION);
    let filled = 0;

    const send = async () => {
      while (!wanted) await new Promise((resolve) => { wake = resolve; });
      wanted -= 1;
      port.postMessage([portion.subarray(0, filled), used], [portion.buffer]);
      portion = new Uint8Array(PORTION);
      filled = 0;
    };

    const add = async (bytes) => {
      for (let at = 0; at < bytes.length;) {
        const part = bytes.subarray(at, at + portion.length - filled);
        portion.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === portion.length) await send();
      }
    };

    // In small steps: what they decompress to is in memory at once.
    const each = async (file, take) => {
      for (let at = 0; at < file.size; at += 1 << 16) {
        await take(new Uint8Array(await file.slice(at, at + (1 << 16)).arrayBuffer()));
        used = Math.min(file.size, at + (1 << 16));
      }
    };

    const run = async (source) => {
      const file = typeof source === "string" ? new Blob([decode(source)]) : source;
      const [first, second] = new Uint8Array(await file.slice(0, 2).arrayBuffer());
      if (first !== 0x1f || second !== 0x8b) return each(file, add);
      const { readable, writable } = new DecompressionStream("gzip");
      const writer = writable.getWriter();
      let isAtEnd = false;
      const fed = each(file, (bytes) => writer.write(bytes)).then(() => {
        isAtEnd = true;
        return writer.close();
      });
      try {
        const reader = readable.getReader();
        for (;;) {
          const { done, value } = await reader.read();
          if (done) break;
          await add(value);
        }
        await fed;
      } catch {
        fed.catch(() => {});
        // All of it was fine, and there should be more.
        throw isAtEnd ? "truncated" : "damaged";
      }
    };

    port.onmessage = async ({ data }) => {
      if (typeof data === "number") {
        wanted += data;
        wake();
        return;
      }
      try {
        await run(data);
        if (filled) await send();
        port.postMessage(null);
      } catch (problem) {
        port.postMessage(typeof problem === "string" ? problem : "unreadable");
      }
    };
  };

  const beside = () => {
    const code = new Blob([`(${decompress})(self, ${netsnapDecode})`], { type: "text/javascript" });
    const url = URL.createObjectURL(code);
    const worker = new Worker(url);
    URL.revokeObjectURL(url);
    return worker;
  };

  // Where there are no workers: beside nothing, but all the same.
  const here = () => {
    const { port1, port2 } = new MessageChannel();
    decompress(port2, netsnapDecode);
    return port1;
  };

  // How long the page may be busy without a look at what a person does, in milliseconds.
  const BUSY = 12;
  // Portions that are asked for at once, of half a megabyte: few, for a message wakes another thread.
  const AHEAD = 16;

  return (source) => {
    let port;
    const pause = new MessageChannel();
    const ready = [];
    let take = null;
    let taken = 0;
    let since = performance.now();
    const give = () => {
      if (!take || !ready.length) return;
      const resolve = take;
      take = null;
      resolve(ready.shift());
    };
    const begin = (from) => {
      port = from;
      port.onmessage = ({ data }) => {
        ready.push(data);
        since = performance.now();
        give();
      };
      port.onerror = () => begin(here());
      port.postMessage(source);
      port.postMessage(2 * AHEAD);
    };
    try {
      begin(beside());
    } catch {
      begin(here());
    }
    const paused = [];
    pause.port1.onmessage = () => {
      since = performance.now();
      const resume = paused.shift();
      if (resume) resume();
      else give();
    };
    return {
      next: () => new Promise((resolve) => {
        take = resolve;
        taken += 1;
        if (taken % AHEAD === 0) port.postMessage(AHEAD);
        if (performance.now() - since > BUSY) pause.port2.postMessage(0);
        else give();
      }),
      pause: () => new Promise((resolve) => {
        paused.push(resolve);
        pause.port2.postMessage(0);
      }),
      stop: () => {
        port.onmessage = port.onerror = null;
        (port.terminate ?? port.close).call(port);
        // Who waits should not wait for ever.
        ready.unshift("stopped");
        give();
      },
    };
  };
})();

// A text that holds a bundle, as a file; what is no base64 is taken as it is.
const netsnapFile = (text) => {
  let bytes = text;
  try {
    bytes = netsnapDecode(text);
  } catch {}
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  return new File([bytes], isGzip ? "bundle.json.gz" : "bundle.json");
};

// The bundle inside the page, on its way while the viewer still unpacks; none when there is none.
const netsnapEmbedded = (() => {
  const text = document.getElementById("netsnap-bundle").textContent.trim();
  const portions = text && { ...netsnapPortions(text), size: text.length / 4 * 3 };
  return () => portions || undefined;
})();
