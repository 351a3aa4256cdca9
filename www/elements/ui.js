// What is loaded when it is needed: the module and its glue, the style sheet,
// and what the elements do with them.

import {
  cart_add,
  cart_checkout,
  cart_clear,
  cart_set,
  initSync,
  mount,
  unmount,
  update,
  configure as apply,
  cart_state as read,
} from 'glue';
import { absolute } from './absolute.js';
import { asksServer } from './asks-server.js';
import { make, sheet } from './dom.js';

const HOST = ':host{display:block}:host([hidden]){display:none}:host([dialog]){display:inline-block}';

const look = sheet(HOST);
let dressed;

/** Fetches the style sheet, for pages with elements; without it they still work. */
const dress = () =>
  (dressed ??= fetch(new URL('./checkout.css', import.meta.url))
    .then(async (answer) => {
      if (answer.ok) look.replaceSync(HOST + (await answer.text()));
    })
    .catch(() => {
      dressed = undefined;
    }));

/* global SERVER: whether this is the module for checkouts that a server makes. */
const address = () =>
  SERVER ? new URL('./server_bg.wasm', import.meta.url) : new URL('./static_bg.wasm', import.meta.url);

/** Compiles the module while it arrives, or then, where a server does not call it what it is. */
async function init() {
  const answer = await fetch(address());
  const module = await WebAssembly.compileStreaming(answer.clone()).catch(async () =>
    WebAssembly.compile(await answer.arrayBuffer()),
  );
  initSync({ module });
}

const fits = (options) => asksServer(options) === SERVER;

/** The page that this module was started for. */
let page;

/** Options for the other module make room for it; the cart is kept by the browser. */
function configure(options) {
  if (fits(options)) {
    apply(absolute(options));
    return;
  }
  page.elements.forEach(drop);
  page.ui = page.loading = undefined;
  queueMicrotask(() => page.load().catch(() => {}));
}

/** The cart; a line is its article with quantity and amount. */
function cart_state() {
  const { lines, ...sums } = read();
  return { lines: lines.map(({ item, ...line }) => ({ ...item, ...line })), ...sums };
}

/** Mounts an element, or brings it up to date. */
function show(element) {
  const { kind } = element.constructor;
  try {
    if (element._mounted) {
      update(element._mounted.id, element._properties);
      return;
    }
    const host = make('div', { class: 'cx-host' });
    const focused = element.matches(':focus-within');
    element._mounted = { id: mount(kind, host, element._properties), host };
    element.shadowRoot.adoptedStyleSheets = [look];
    dress();
    element.shadowRoot.replaceChildren(host);
    if (focused) host.querySelector('button,input,select')?.focus();
    if (element._pending) {
      element._pending = false;
      press(element);
    }
  } catch (error) {
    if (!element._mounted) element._show(make('slot'));
    // An article that is still to come is waited for.
    if (error.code !== 'variable_missing') element._report(error);
  }
}

/** What a click before the module was for. */
function press({ _mounted }) {
  _mounted.host.querySelector('[type=submit],.cx-open,.cx-paypal')?.click();
}

/** Back to what the page put there. */
function drop(element) {
  if (!element._mounted) return;
  unmount(element._mounted.id);
  element._mounted = undefined;
  element._show(make('slot'));
}

/** Does what a form of the page's asks for: its choices are the buyer's. */
function instead(element, form) {
  if (element.constructor.kind !== 'add') {
    press(element);
    return;
  }
  const given = new FormData(form);
  const options = [];
  for (let index = 0; given.has(`on${index}`); index += 1) {
    options.push({ name: given.get(`on${index}`), value: given.get(`os${index}`) });
  }
  try {
    cart_add(element.product, options.length ? options : undefined, given.get('quantity') ?? undefined);
  } catch (error) {
    // The cart refuses it; PayPal's own would not know better.
    element._report(error);
  }
}

let running;

/** Starts the module and gives it to the page. */
export async function start(asking) {
  page = asking;
  running ??= init();
  try {
    await Promise.all([running, page.elements.size && dress()]);
  } catch (problem) {
    running = undefined;
    throw problem;
  }
  if (page.options && !fits(page.options)) {
    // They have changed meanwhile.
    page.loading = undefined;
    return page.load();
  }
  if (page.options) configure(page.options);
  page.failed = undefined;
  page.ui = {
    configure,
    fits,
    show,
    drop,
    instead,
    mount,
    unmount,
    cart_add,
    cart_clear,
    cart_set,
    cart_checkout,
    cart_state,
  };
}
