// Runs before anything of the page and notes when things were painted. Time is that of
// performance.now(), in milliseconds.
globalThis.netsnapWatch = { interactive: null, painted: [], longTasks: [], memories: [] };
(() => {
  const watch = globalThis.netsnapWatch;

  // A message that is sent in a frame's callback arrives when the frame has been laid out and
  // painted.
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => waiting.shift()();
  const whenPainted = (then) => {
    requestAnimationFrame(() => {
      waiting.push(then);
      channel.port2.postMessage(0);
    });
  };
  watch.whenPainted = whenPainted;

  const rows = new MutationObserver(() => {
    if (!document.querySelector("[role=grid] [role=gridcell]")) return;
    rows.disconnect();
    whenPainted(() => { watch.interactive = performance.now(); });
  });
  rows.observe(document, { childList: true, subtree: true });

  for (const type of ["keydown", "click"]) {
    addEventListener(type, (event) => {
      whenPainted(() => watch.painted.push(performance.now() - event.timeStamp));
    }, true);
  }

  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) watch.longTasks.push([task.startTime, task.duration]);
  }).observe({ type: "longtask", buffered: true });

  // The size of WebAssembly's memory is nowhere else to be seen.
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...given) => {
    const made = await instantiate.apply(WebAssembly, given);
    const { memory } = (made.instance ?? made).exports;
    if (memory) watch.memories.push(memory);
    return made;
  };
})();
