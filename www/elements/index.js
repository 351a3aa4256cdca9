// The entry of the package. Nothing happens at import, so a server may do it.

import { chunk } from './chunks.js';
import { page } from './page.js';

export { configure, define, ready } from './define.js';

/**
 * The cart and the checkout without any of our own interface.
 * Rejects with an Error that has a `code`.
 */
export async function createCheckout(options) {
  const headless = await chunk('headless');
  return headless.createCheckout(page, options);
}
