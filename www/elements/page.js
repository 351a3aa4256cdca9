// What all copies of this package on a page share: that of the first one.

import { chunks, wasm } from './chunks.js';
import { problem } from './problem.js';

const refresh = () => page.elements.forEach((element) => element.refresh());

async function run(name) {
  // Both files of the module at once, not one after the other.
  if (name === 'module') {
    const given = page.options?.wasmUrl;
    const address = given ? new URL(given, document.baseURI) : wasm();
    page.wasm = { address, answer: fetch(address) };
    // The module looks at it when it is there itself.
    page.wasm.answer.catch(() => {});
  }
  return (await chunks[name]()).start(page);
}

/** Loads one of the package's files once and starts it; a load that failed can be tried again. */
const load = (name) =>
  (page.loading[name] ??= run(name)
    .catch((cause) => {
      page.loading[name] = undefined;
      const error = cause.code?.at ? cause : problem('wasm_unavailable', `A file of leptos-paypal is missing: ${cause.message}`);
      if (name === 'module') page.failed = error;
      report(error);
      throw error;
    })
    .finally(refresh));

/** Tells of a mistake: once on the console, and with an event. */
function report(error, element = [...page.elements][0] ?? document) {
  if (page.told !== error.message) console.error(`leptos-paypal: ${error.message} (${error.code})`);
  page.told = error.message;
  element.dispatchEvent(new CustomEvent('checkout-error', { bubbles: true, composed: true, detail: error }));
}

export const page = (globalThis[Symbol.for('leptos-paypal')] ??= {
  elements: new Set(),
  loading: {},
  /** The style sheets of what is painted without the module. */
  sheets: [],
  load,
  refresh,
  report,
});
