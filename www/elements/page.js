// What all copies of this package on a page share: that of the first one.

import { asksServer } from './asks-server.js';
import { problem } from './problem.js';

const refresh = () => page.elements.forEach((element) => element.refresh());

/**
 * Loads the WebAssembly module once; a load that failed can be tried again.
 * There is one for checkouts that a server makes, and one for pages without.
 */
const load = () =>
  (page.loading ??= (asksServer(page.options) ? import('./server.js') : import('./static.js'))
    .then(({ start }) => start(page))
    .catch((cause) => {
      page.loading = undefined;
      page.failed = cause.code?.at ? cause : problem('wasm_unavailable', 'not loaded', cause);
      throw page.failed;
    })
    .finally(refresh));

export const page = (globalThis[Symbol.for('leptos-paypal')] ??= { elements: new Set(), load, refresh });

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
