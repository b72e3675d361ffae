// Starts the viewer: takes the payload out of the page, unpacks it, adds its style and its script,
// which the page's policy knows by their hashes, and runs its WebAssembly. Whatever goes wrong on the
// way becomes a sentence in the page.
(async () => {
  "use strict";

  // The code is described in xtask/src/build/ascii.rs: six or seven bits in each character.
  const decode = (text) => {
    const bytes = new Uint8Array((text.length * 7) >> 3);
    let length = 0;
    let waiting = 0;
    let bits = 0;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code < 4) {
        waiting = (waiting << 6) | (code - 1);
        bits += 6;
      } else {
        waiting = (waiting << 7) | (code === 4 ? 13 : code === 5 ? 60 : code);
        bits += 7;
      }
      if (bits >= 8) {
        bits -= 8;
        bytes[length++] = waiting >> bits;
      }
    }
    return bytes.subarray(0, length);
  };

  const content = (id) => document.getElementById(id).textContent;

  // The unpacker is described in unpacker/src/lib.rs. The file and what is in it go behind all the
  // memory that it has of its own.
  const unlzip = async (file) => {
    const { instance } = await WebAssembly.instantiate(decode(content("netsnap-unpacker")));
    const { memory, unpack } = instance.exports;
    // An lzip file's end: how much is in it, and how long it is itself, eight bytes each.
    const length = new DataView(file.buffer, file.length - 16).getUint32(0, true);
    if (length > 1 << 26) throw new Error("too much to unpack");
    const from = memory.buffer.byteLength;
    const to = from + file.length;
    memory.grow((file.length + length + 65535) >> 16);
    new Uint8Array(memory.buffer).set(file, from);
    if (!unpack(from, file.length, to, length)) throw new Error("no lzip file, or a damaged one");
    return new Uint8Array(memory.buffer, to, length);
  };

  const unpack = async (packed) => {
    try {
      return await unlzip(decode(packed));
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
