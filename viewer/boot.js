// Starts the viewer: takes its WebAssembly out of the page, gunzips it and runs it. Whatever goes
// wrong on the way becomes a sentence in the page.
(async () => {
  "use strict";

  const decode = (base64) => {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
    const text = atob(base64);
    const bytes = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
    return bytes;
  };

  const gunzip = (bytes) =>
    new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();

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
    if (typeof DecompressionStream !== "function") {
      return sayWhy("this browser is too old to decompress it");
    }
    const packed = document.getElementById("netsnap-viewer").textContent.trim();
    if (!packed) return sayWhy("the page holds no viewer; it was not built with cargo xtask build");
    await wasm_bindgen({ module_or_path: await gunzip(decode(packed)) });
  } catch (error) {
    console.error(error);
    sayWhy(String((error && error.message) || error));
  }
})();
