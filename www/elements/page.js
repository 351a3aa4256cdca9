// What all copies of this package on a page share: that of the first one.

import { chunks } from './chunks.js';
import { problem } from './problem.js';

const refresh = () => page.elements.forEach((element) => element.refresh());

/** Loads the WebAssembly module once; a load that failed can be tried again. */
const load = () =>
  (page.loading ??= chunks
    .module()
    .then(({ start }) => start(page))
    .catch((cause) => {
      page.loading = undefined;
      page.failed = cause.code?.at
        ? cause
        : problem('wasm_unavailable', `The checkout module could not be loaded: ${cause.message}`, { cause });
      report(page.failed);
      throw page.failed;
    })
    .finally(refresh));

/** Loads what buttons and forms without the module need. */
const loadLight = () =>
  (page.loadingLight ??= chunks
    .pay()
    .then(({ start }) => start(page))
    .catch((cause) => {
      page.loadingLight = undefined;
      throw cause;
    })
    .finally(refresh));

/** Tells of a mistake: once on the console, and with an event. */
function report(error, element = [...page.elements][0] ?? document) {
  const { code, message, option, value } = error;
  if (!page.told.has(message)) console.error(`leptos-paypal: ${message} (${code})`);
  page.told.add(message);
  element.dispatchEvent(
    new CustomEvent('checkout-error', { bubbles: true, composed: true, detail: { code, message, option, value } }),
  );
}

export const page = (globalThis[Symbol.for('leptos-paypal')] ??= {
  elements: new Set(),
  /** The style sheets of what is painted without the module. */
  sheets: [],
  told: new Set(),
  load,
  loadLight,
  refresh,
  report,
});

/** How many are in the stored cart. */
export function storedUnits() {
  try {
    return JSON.parse(localStorage[page.options.storageKey ?? 'checkout-cart']).lines.reduce(
      (units, { quantity }) => units + quantity,
      0,
    );
  } catch {
    return 0;
  }
}
