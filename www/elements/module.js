// What is loaded when it is needed: the WebAssembly module with its glue, the
// style sheet, and what the elements do with them.

import {
  cart_add,
  cart_checkout,
  cart_clear,
  cart_set,
  cart_state,
  initSync,
  mount,
  unmount,
  update,
  configure as apply,
} from 'glue';
import css from '../checkout.css';
import { heightOf } from './button-height.js';
import { make, sheet } from './dom.js';
import { propertiesOf } from './element-properties.js';
import { problem } from './problem.js';
import { readForm } from './read-form.js';
import { readOptions } from './read-options.js';

const look = sheet(`:host{display:block}:host([hidden]){display:none}:host([dialog]:not([dialog=false])){display:inline-block}${css}`);

/** How long an article may be set later than its element. */
const ARTICLE_MS = 3_000;

/** Subjects that are no article. */
const [DONATION, SUBSCRIPTION] = [Symbol('donation'), Symbol('subscription')];

/** The page that this module was started for. */
let page;

/** Compiles the module while it arrives, or then, where a server does not call it what it is. */
async function init() {
  try {
    const answer = await page.wasm;
    if (!answer.ok) throw answer.status ? new Error(`HTTP status ${answer.status}`) : answer;
    const compiled = await WebAssembly.compileStreaming(answer.clone()).catch(async () =>
      WebAssembly.compile(await answer.arrayBuffer()),
    );
    initSync({ module: compiled });
  } catch (cause) {
    const address = new URL(page.wasmUrl, document.baseURI);
    throw problem('wasm_unavailable', `The WebAssembly module could not be loaded from ${address}: ${cause.message}`, {
      cause,
      option: 'wasmUrl',
      value: address.href,
    });
  }
}

function configure(options) {
  apply(readOptions(options));
}

/** Puts an article into the cart: `(product, { options, quantity })`, or all three in a row. */
function add(product, choice, count) {
  const { options, quantity } = Array.isArray(choice) ? { options: choice } : (choice ?? {});
  cart_add(product, options?.length ? options : undefined, quantity ?? count);
}

/** What an element asks the module for. Without an article, one to add is what its form sells. */
function properties(element) {
  const given = propertiesOf(element, page.options);
  if (element.constructor.kind !== 'add' || given.product) return given;
  const form = element.querySelector('form');
  return { ...given, product: form ? readForm(form, page.options.currency)?.product : undefined };
}

/** Mounts an element, or brings it up to date. */
function show(element) {
  const { kind } = element.constructor;
  try {
    const given = properties(element);
    if (kind === 'add' && !given.product) {
      // Frameworks set it when the element is there.
      element._show(make('slot'));
      element._missing ??= setTimeout(() => {
        element._missing = undefined;
        if (element.isConnected && !element._mounted) {
          page.report(problem('variable_missing', `<${element.localName}> has no article: give it product, or sku, name and price.`, { option: 'product' }), element);
        }
      }, ARTICLE_MS);
      return;
    }
    const height = heightOf(element);
    // Another article has other menus, and a donation another form.
    const subject = (given.donate && DONATION) || (given.subscribe && SUBSCRIPTION) || given.product?.sku;
    if (element._mounted && element._mounted.subject !== subject) drop(element);
    if (element._mounted) {
      update(element._mounted.id, given);
      element._mounted.host.style.setProperty('--cx-button-height', height);
      return;
    }
    const host = make('div', { class: 'cx-host' });
    host.style.setProperty('--cx-button-height', height);
    const focused = element.matches(':focus-within');
    element._mounted = { id: mount(kind, host, given), host, subject };
    element.shadowRoot.adoptedStyleSheets = [look];
    element.shadowRoot.replaceChildren(host);
    if (focused) host.querySelector('button,input,select')?.focus();
    if (element._pending) {
      element._pending = false;
      press(element);
    }
  } catch (error) {
    if (!element._mounted) element._show(make('slot'));
    page.report(error, element);
  }
}

/** What a click before the module was for. */
function press({ _mounted }) {
  _mounted?.host.querySelector('[type=submit],.cx-open,.cx-paypal')?.click();
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
    add(properties(element).product, options, Number(given.get('quantity') ?? 1));
  } catch (error) {
    // The cart refuses it; PayPal's own would not know better.
    page.report(error, element);
  }
}

let running;

/** Starts the module and gives it to the page. */
export async function start(asking) {
  page = asking;
  running ??= init();
  try {
    await running;
  } catch (error) {
    running = undefined;
    throw error;
  }
  if (!page.options) throw problem('not_configured', 'Call configure() before ready().');
  configure(page.options);
  page.failed = undefined;
  page.module = { configure, show, drop, instead, add, mount, unmount, cart_clear, cart_set, cart_checkout, cart_state };
}
