// State that all copies of this package on a page share: that of the first one.

import { chunk, wasm } from './chunks.js';
import { problem } from './problem.js';

const refresh = () => page.elements.forEach((element) => element.refresh());

/** Loads one of the package's files and starts it. */
async function run(name) {
  // Both files of the module at once, not one after the other.
  if (name === 'module') {
    page.wasmUrl = page.options?.wasmUrl || wasm();
    // The module looks at what came when it is there itself.
    page.wasm = fetch(page.wasmUrl).catch((cause) => cause);
  }
  return (await chunk(name)).start(page);
}

/** Loads and starts a file once; a load that failed can be tried again. */
const load = (name) =>
  (page.loading[name] ??= run(name)
    .catch((cause) => {
      page.loading[name] = undefined;
      const error = cause.code?.at ? cause : problem('wasm_unavailable', `A file is missing: ${cause.message}`);
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
