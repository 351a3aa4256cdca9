// What runs in the pages. Each function is sent there by itself.

/** Keeps the memory of a WebAssembly module, to ask for its size. */
export function hookMemory() {
  const { Instance } = WebAssembly;
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, given) {
      const instance = new target(...given);
      window.wasmMemory = instance.exports.memory;
      return instance;
    },
  });
}

/** Notes in `window.seen` when button and cart are there; looks at every frame. */
export function watchLoad({ press, lines }) {
  const seen = (window.seen = {});
  const look = () => {
    const { bench } = window;
    const now = performance.now();
    const button = bench?.button();
    if (button?.offsetHeight > 0 && !seen.button) {
      seen.button = now;
      if (press) button.click();
    }
    if (press && seen.button && bench.isPressed()) seen.pressed ??= now;
    if (bench?.lines() === lines && bench.total()) seen.full ??= now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Puts articles into the cart one by one; the answer is how long all of it took, in milliseconds. */
export async function fill({ lines, quantity }) {
  const { port1, port2 } = new MessageChannel();
  const task = () => new Promise((run) => ((port2.onmessage = run), port1.postMessage(0)));
  const button = document.querySelector('#add');
  const start = performance.now();
  for (let number = 1; number <= lines; number += 1) {
    const code = String(number).padStart(3, '0');
    window.bench.next = { sku: `A${code}`, name: `Article ${code}`, price: `${number}.95`, quantity };
    button.click();
    while (window.bench.lines() !== number) await task();
    document.body.offsetHeight;
  }
  return performance.now() - start;
}

/** Times of actions on a line in the middle, in milliseconds. */
export async function measureActions({ lines, warmUp, actions }) {
  const { bench } = window;
  const { port1, port2 } = new MessageChannel();
  const task = () => new Promise((run) => ((port2.onmessage = run), port1.postMessage(0)));
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const line = Math.floor(lines / 2);
  const button = document.querySelector('#add');

  /** Until what it shows is laid out, and what it has queued is done. */
  const measure = async (button, wanted) => {
    // The next frame is then as far away as it can be.
    await frame();
    await task();
    const total = bench.total();
    const start = performance.now();
    button.click();
    while (bench.total() === total || bench.lines() !== wanted) await task();
    await task();
    document.body.offsetHeight;
    return performance.now() - start;
  };

  const times = { add: [], set: [], remove: [] };
  for (let count = 0; count < warmUp + actions; count += 1) {
    const set = [
      await measure(bench.more(line), lines),
      await measure(bench.less(line), lines),
    ];
    const remove = await measure(bench.remove(line), lines - 1);
    const sku = `B${String(count).padStart(3, '0')}`;
    bench.next = { sku, name: `Article ${sku}`, price: `${count + 1}.45`, quantity: 2 };
    const add = await measure(button, lines);
    if (count >= warmUp) {
      times.set.push(...set);
      times.remove.push(remove);
      times.add.push(add);
    }
  }
  return times;
}

/** Changes a quantity up and down. */
export async function changeMany({ changes, line }) {
  const { bench } = window;
  const { port1, port2 } = new MessageChannel();
  const task = () => new Promise((run) => ((port2.onmessage = run), port1.postMessage(0)));
  for (let count = 0; count < changes; count += 1) {
    const total = bench.total();
    (count % 2 ? bench.less(line) : bench.more(line)).click();
    while (bench.total() === total) await task();
    await task();
    document.body.offsetHeight;
  }
}
