import { CheckoutAdd } from './add.js';
import { propertyOf } from './attributes.js';
import { CheckoutButton } from './button.js';
import { CheckoutCart } from './cart.js';
import { page } from './page.js';
import { CheckoutReturn } from './return.js';

/**
 * Defines the elements: `<checkout-cart>` and so on, or with another prefix.
 * Defining them again changes nothing, and neither does another copy of this
 * module. Does nothing where there are no elements, as on a server.
 */
export function define(prefix = 'checkout') {
  if (!globalThis.customElements) return;
  for (const element of [CheckoutAdd, CheckoutButton, CheckoutCart, CheckoutReturn]) {
    const tag = `${prefix}-${element.kind}`;
    // A class has one name only.
    if (!customElements.get(tag)) customElements.define(tag, class extends element {});
  }
  if (!page.defined) {
    page.defined = true;
    // The parser may not have reached all children yet.
    addEventListener('DOMContentLoaded', page.refresh);
    addEventListener('storage', page.refresh);
    addEventListener('pageshow', ({ persisted }) => {
      // Back from PayPal: whatever was being left is here again.
      if (persisted) {
        for (const element of page.elements) element._left = 0;
        page.refresh();
      }
    });
  }
}

/**
 * Sets the page up, or changes it while it runs: what is given replaces what
 * was given before, the rest stays. Defines the elements when they are not.
 * Throws an Error with a `code` when the module is there already and refuses;
 * otherwise `ready()` rejects with it.
 */
export function configure(options) {
  define(options.prefix);
  const all = { ...page.options };
  for (const name in options) all[propertyOf(name)] = options[name];
  page.module?.configure(all);
  page.light?.check(all);
  page.options = all;
  page.failed = undefined;
  page.refresh();
}

/**
 * Loads the module now, and resolves when the elements have taken over.
 * Rejects with an Error that has a `code`; the elements then keep what the page
 * put into them.
 */
export const ready = () => page.load('module');
