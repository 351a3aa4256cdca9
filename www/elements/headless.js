// The cart and the checkout for shops that draw everything themselves.

import { problem } from './problem.js';

// The cart is one for the whole page; the other events are those of a checkout.
const DOCUMENT_EVENTS = ['cart-change'];
const ELEMENT_EVENTS = ['checkout', 'checkout-error', 'checkout-shipping', 'checkout-shipping-option', 'checkout-status'];
const EVENTS = [...DOCUMENT_EVENTS, ...ELEMENT_EVENTS];

export async function createCheckout(page, options) {
  if (!globalThis.document) throw problem('no_window', 'A checkout is made in a browser, not on a server.');
  if (options) configure(page, options);
  await page.load('module');
  return new Checkout(page);
}

/** Like the package's own `configure`, without elements: what is not given stays. */
function configure(page, options) {
  const all = { ...page.options, ...options };
  page.module?.configure(all);
  page.options = all;
  page.failed = undefined;
  page.refresh();
}

/** A line by its place, or by what is in it. */
function place(lines, wanted) {
  const index =
    typeof wanted === 'number'
      ? wanted
      : lines.findIndex(
          ({ sku, options }) =>
            sku === wanted.sku && (!wanted.options || JSON.stringify(options) === JSON.stringify(wanted.options)),
        );
  if (!lines[index]) throw problem('line_unknown', 'The cart has no such line.', { option: 'line', value: wanted });
  return index;
}

class Checkout {
  #page;
  // Not in the page: it only hears what happens.
  #host = document.createElement('div');
  #mounted = [];

  constructor(page) {
    this.#page = page;
  }

  get cart() {
    return this.#page.module.cart_state();
  }

  add(product, choice, quantity) {
    this.#page.module.add(product, choice, quantity);
    return this.cart;
  }

  setQuantity(line, quantity) {
    if (!Number.isInteger(quantity) || quantity < 0) {
      throw problem('quantity_not_positive', `The quantity is ${quantity}. It has to be a whole number from 0.`, {
        option: 'quantity',
        value: quantity,
      });
    }
    this.#page.module.cart_set(place(this.cart.lines, line), quantity);
    return this.cart;
  }

  remove(line) {
    return this.setQuantity(line, 0);
  }

  clear() {
    this.#page.module.cart_clear();
    return this.cart;
  }

  configure(options) {
    configure(this.#page, options);
  }

  form(article) {
    return this.#start(article, false);
  }

  checkout(article) {
    return this.#start(article, true);
  }

  async status(query = location.search + location.hash) {
    await this.#page.module.loadPart('payment_status');
    const host = document.createElement('div');
    return new Promise((resolve) => {
      // The first answer; `on('checkout-status')` hears the later ones.
      this.#host.addEventListener('checkout-status', ({ detail }) => resolve(detail), { once: true });
      this.#host.append(host);
      this.#mounted.push(this.#page.module.mount('return', host, { query }));
    });
  }

  on(name, listener) {
    if (!EVENTS.includes(name)) {
      throw problem('event_unknown', `There is no event "${name}": ${EVENTS.join(', ')}.`, { option: 'name', value: name });
    }
    const heard = (event) => listener(event.detail, event);
    const place = DOCUMENT_EVENTS.includes(name) ? document : this.#host;
    place.addEventListener(name, heard);
    return () => place.removeEventListener(name, heard);
  }

  close() {
    for (const mounted of this.#mounted) this.#page.module.unmount(mounted);
    this.#mounted = [];
  }

  async #start(article, leaves) {
    if (!article && this.cart.units === 0) throw problem('cart_empty', 'The cart is empty: there is nothing to pay.');
    const host = document.createElement('div');
    this.#host.append(host);
    return new Promise((resolve, reject) => {
      const done = (settle, value) => {
        settle(value);
        // The event still has to reach those who listen.
        queueMicrotask(() => host.remove());
      };
      host.addEventListener('checkout', (event) => {
        if (!leaves) {
          event.preventDefault();
          event.stopPropagation();
        }
        done(resolve, event.detail);
      });
      host.addEventListener('checkout-error', ({ detail: { code, message, ...details } }) =>
        done(reject, problem(code, message, details)),
      );
      host.addEventListener('checkout-status', ({ detail }) =>
        done(reject, problem('already_paid', 'This order is paid already.', detail)),
      );
      const { product, quantity, options } = article ?? {};
      this.#page.module.cart_checkout(host, { product, quantity, options });
    });
  }
}
