/**
 * The custom elements: <checkout-add>, <checkout-cart>, <checkout-button>,
 * <checkout-return>. Thin: everything they show comes from the WebAssembly
 * module. What a page puts into them (a plain PayPal form, a link) stays and
 * works until the module has taken over, and comes back when it cannot.
 */

let wasm;
let loading;
let configured = false;
const waiting = new Set();

/** Loads the module once; a load that failed is tried again. */
function load() {
  loading ??= import(new URL('../pkg/leptos-paypal.js', import.meta.url).href)
    .then(async (module) => {
      await module.default();
      wasm = module;
    })
    .catch((error) => {
      loading = undefined;
      throw error;
    });
  return loading;
}

const absolute = (url) => (url == null ? url : new URL(url, location.href).href);

/**
 * Sets the page up, or changes it while it runs (language, currency,
 * products). Rejects with an Error that has a `code`; the elements then keep
 * what the page put into them.
 */
export async function configure(options) {
  await load();
  wasm.configure({
    ...options,
    returnUrl: absolute(options.returnUrl),
    cancelUrl: absolute(options.cancelUrl),
    notifyUrl: absolute(options.notifyUrl),
  });
  configured = true;
  for (const element of [...waiting]) element.mount();
}

/** An article from attributes: sku, name, price, currency, …. */
function described(element) {
  const value = (name) => element.getAttribute(name) ?? undefined;
  if (!element.hasAttribute('price')) return undefined;
  return {
    sku: value('sku'),
    name: value('name'),
    price: { value: value('price'), currency: value('currency') },
    max_quantity: value('max-quantity'),
    picture: value('picture'),
  };
}

class CheckoutElement extends HTMLElement {
  #mounted;
  #fallback;
  #leaving;

  connectedCallback() {
    // Moved within the page: still mounted, nothing to do.
    clearTimeout(this.#leaving);
    if (this.#mounted === undefined) this.mount();
  }

  disconnectedCallback() {
    waiting.delete(this);
    // A move takes an element out and puts it back at once.
    this.#leaving = setTimeout(() => {
      if (!this.isConnected) this.unmount();
    });
  }

  attributeChangedCallback() {
    this.refresh();
  }

  get properties() {
    return {};
  }

  /** Takes over from what the page put here, when it can. */
  mount() {
    if (this.#mounted !== undefined || !this.isConnected) return;
    // A cloned element brings a copy of what was shown, not of the fallback.
    for (const copy of this.querySelectorAll(':scope > .cx-host')) copy.remove();
    if (!configured) {
      waiting.add(this);
      return;
    }
    waiting.delete(this);
    const host = document.createElement('div');
    host.className = 'cx-host';
    try {
      this.#mounted = wasm.mount(this.constructor.kind, host, this.properties);
    } catch (error) {
      // An article that is still to come, or one that cannot be sold.
      waiting.add(this);
      if (error.code !== 'variable_missing') this.#report(error);
      return;
    }
    this.#fallback = document.createDocumentFragment();
    this.#fallback.append(...this.childNodes);
    this.append(host);
  }

  unmount() {
    if (this.#mounted === undefined) return;
    wasm.unmount(this.#mounted);
    this.#mounted = undefined;
    this.replaceChildren(this.#fallback);
  }

  restart() {
    this.unmount();
    this.mount();
  }

  refresh() {
    if (this.#mounted === undefined) {
      if (configured) this.mount();
      return;
    }
    try {
      wasm.update(this.#mounted, this.properties);
    } catch (error) {
      this.#report(error);
    }
  }

  #report({ code = 'unknown', message }) {
    const detail = { code, message };
    this.dispatchEvent(new CustomEvent('checkout-error', { bubbles: true, composed: true, detail }));
  }
}

const LOOK = ['color', 'shape', 'label'];
const ARTICLE = ['sku', 'name', 'price', 'currency', 'max-quantity', 'picture'];

const look = (element) => Object.fromEntries(LOOK.map((name) => [name, element.getAttribute(name)]));

class Article extends CheckoutElement {
  #product;

  constructor() {
    super();
    // Set before the element was defined.
    if (Object.hasOwn(this, 'product')) {
      const { product } = this;
      delete this.product;
      this.#product = product;
    }
  }

  /** The article, as the catalogue has it. */
  get product() {
    return this.#product ?? described(this);
  }

  set product(product) {
    const other = product?.sku !== this.product?.sku;
    this.#product = product;
    // Another article has other menus.
    if (other) this.restart();
    else this.refresh();
  }
}

export class CheckoutAdd extends Article {
  static kind = 'add';
  static observedAttributes = ARTICLE;

  get properties() {
    return { product: this.product };
  }
}

export class CheckoutButton extends Article {
  static kind = 'button';
  static observedAttributes = [...LOOK, ...ARTICLE, 'quantity', 'height'];

  get properties() {
    this.style.setProperty('--cx-button-height', size(this.getAttribute('height')));
    return { ...look(this), product: this.product, quantity: this.getAttribute('quantity') };
  }
}

/** PayPal's buttons are 25 to 55 pixels high. */
function size(height) {
  const pixels = Number.parseInt(height, 10);
  return Number.isNaN(pixels) ? '' : `${Math.min(Math.max(pixels, 25), 55)}px`;
}

export class CheckoutCart extends CheckoutElement {
  static kind = 'cart';
  static observedAttributes = LOOK;

  get properties() {
    return { ...look(this), dialog: this.hasAttribute('dialog') };
  }

  open() {
    const dialog = this.querySelector('dialog');
    if (dialog && !dialog.open) dialog.showModal();
  }

  close() {
    this.querySelector('dialog')?.close();
  }

  /** Puts an article into the cart; throws an Error with a `code`. */
  add(product, options, quantity) {
    ready();
    wasm.cart_add(product, options, quantity);
  }

  clear() {
    ready();
    wasm.cart_clear();
  }

  get lines() {
    return state().lines;
  }

  get units() {
    return state().units;
  }

  get total() {
    return state().total;
  }

  get currency() {
    return state().currency;
  }
}

export class CheckoutReturn extends CheckoutElement {
  static kind = 'return';

  get properties() {
    return { query: location.search };
  }
}

function ready() {
  if (!configured) {
    throw Object.assign(new Error('call configure() and wait for it first'), { code: 'not_configured' });
  }
}

function state() {
  return configured ? wasm.cart_state() : { lines: [], units: 0 };
}

const TAGS = {
  'checkout-add': CheckoutAdd,
  'checkout-button': CheckoutButton,
  'checkout-cart': CheckoutCart,
  'checkout-return': CheckoutReturn,
};
for (const [tag, element] of Object.entries(TAGS)) {
  if (!customElements.get(tag)) customElements.define(tag, element);
}
