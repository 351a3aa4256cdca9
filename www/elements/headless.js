// The cart and the checkout for shops that draw everything themselves.

import { problem } from './problem.js';

const EVENTS = ['cart-change', 'checkout', 'checkout-error', 'checkout-status'];

export async function createCheckout(page, options) {
  if (!globalThis.document) throw problem('no_window', 'a checkout is made in a browser');
  if (options) {
    page.ui?.configure(options);
    page.options = options;
    page.failed = undefined;
  }
  await page.load();
  return new Checkout(page.ui);
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
  if (!lines[index]) throw problem('line_unknown', 'the cart has no such line');
  return index;
}

class Checkout {
  #ui;
  #host = document.createElement('div');
  #mounted;

  constructor(ui) {
    this.#ui = ui;
    // Not in the page: it only hears what happens.
    this.#mounted = [ui.mount('events', this.#host, {})];
  }

  get cart() {
    return this.#ui.cart_state();
  }

  add(product, { options, quantity } = {}) {
    this.#ui.cart_add(product, options, quantity);
    return this.cart;
  }

  setQuantity(line, quantity) {
    if (!Number.isInteger(quantity) || quantity < 0) {
      throw problem('quantity_not_positive', `${quantity} is no whole number from 0`);
    }
    this.#ui.cart_set(place(this.cart.lines, line), quantity);
    return this.cart;
  }

  remove(line) {
    return this.setQuantity(line, 0);
  }

  clear() {
    this.#ui.cart_clear();
    return this.cart;
  }

  configure(options) {
    if (!this.#ui.fits(options)) {
      throw problem('path_unsupported', 'with a server instead of without one, or without instead of with, make another checkout');
    }
    this.#ui.configure(options);
  }

  form(article) {
    return this.#start(article, false);
  }

  checkout(article) {
    return this.#start(article, true);
  }

  status(query = location.search) {
    const host = document.createElement('div');
    return new Promise((resolve) => {
      // The first answer; `on('checkout-status')` hears the later ones.
      this.#host.addEventListener('checkout-status', ({ detail }) => resolve(detail), { once: true });
      this.#host.append(host);
      this.#mounted.push(this.#ui.mount('return', host, { query }));
    });
  }

  on(name, listener) {
    if (!EVENTS.includes(name)) throw problem('event_unknown', `there is no event ${name}`);
    const heard = (event) => listener(event.detail, event);
    this.#host.addEventListener(name, heard);
    return () => this.#host.removeEventListener(name, heard);
  }

  close() {
    for (const mounted of this.#mounted) this.#ui.unmount(mounted);
    this.#mounted = [];
  }

  #start(article, leaves) {
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
      host.addEventListener('checkout-error', ({ detail }) => done(reject, problem(detail.code, detail.message)));
      host.addEventListener('checkout-status', ({ detail }) =>
        done(reject, Object.assign(problem('already_paid', 'this order is paid already'), detail)),
      );
      this.#ui.cart_checkout(host, { product: article?.product, quantity: article?.quantity });
    });
  }
}
