// Starts the viewer: takes the payload out of the page, unpacks it, adds its style and its script,
// which the page's policy knows by their hashes, and runs its WebAssembly. Whatever goes wrong on the
// way becomes a sentence in the page.
(async () => {
  "use strict";

  const content = (id) => document.getElementById(id).textContent;

  // The unpacker is described in unpacker/src/lib.rs. Text, file and what is in the file go behind
  // all the memory that it has of its own.
  const unpackBytes = async (text) => {
    const unpacker = Uint8Array.from(atob(content("netsnap-unpacker")), (c) => c.charCodeAt(0));
    const { instance } = await WebAssembly.instantiate(unpacker);
    const { memory, decode, unpack } = instance.exports;
    const grow = (bytes) => memory.grow((bytes + 65535) >> 16);
    const file = memory.buffer.byteLength;
    grow(text.length);
    new Uint8Array(memory.buffer).set(text, file);
    const packed = decode(file, text.length);
    // What is packed begins with the length of what is in it.
    const length = new DataView(memory.buffer).getUint32(file, true);
    if (length > 1 << 26) throw new Error("too much to unpack");
    // What the unpacker learns on its way takes this much.
    const work = memory.buffer.byteLength;
    const to = work + (4 << 20);
    grow((4 << 20) + length);
    if (!unpack(file, packed, work, to, length)) throw new Error("not what was packed");
    return new Uint8Array(memory.buffer, to, length);
  };

  const unpack = async (packed) => {
    try {
      return await unpackBytes(new TextEncoder().encode(packed));
    } catch (error) {
      throw new Error("the page is damaged; it was cut off or changed on its way here", { cause: error });
    }
  };

  const insert = (tag, bytes) => {
    const element = document.createElement(tag);
    element.textContent = new TextDecoder().decode(bytes);
    document.head.append(element);
  };

  const sayWhy = (reason) => {
    const alert = document.createElement("main");
    alert.className = "opening";
    alert.setAttribute("role", "alert");
    const add = (tag, text) => alert.appendChild(document.createElement(tag)).append(text);
    add("h1", "netsnap");
    add("p", `The report could not be opened: ${reason}.`);
    add("p", "Use a Chromium, Firefox or Safari of 2023 or later, with WebAssembly allowed.");
    document.getElementById("app").replaceChildren(alert);
  };

  // When the viewer has failed nothing of it runs any more, but what went wrong can still be copied.
  addEventListener("click", async ({ target }) => {
    if (!target.matches?.(".failed > button")) return;
    const details = target.previousSibling;
    try {
      await navigator.clipboard.writeText(details.textContent);
      target.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(details);
      target.textContent = "Selected: copy it with Ctrl+C";
    }
  });

  try {
    if (typeof WebAssembly !== "object") {
      return sayWhy("this browser does not run WebAssembly, or it is switched off");
    }
    const packed = content("netsnap-viewer");
    if (!packed) return sayWhy("the page holds no viewer; it was not built with cargo xtask build");
    // The style, a NUL, the script that defines wasm_bindgen, a NUL, the WebAssembly.
    const payload = await unpack(packed);
    const script = payload.indexOf(0) + 1;
    const wasm = payload.indexOf(0, script) + 1;
    insert("style", payload.subarray(0, script - 1));
    insert("script", payload.subarray(script, wasm - 1));
    await wasm_bindgen({ module_or_path: payload.subarray(wasm) });
  } catch (error) {
    console.error(error);
    sayWhy(String((error && error.message) || error));
  }
})();
