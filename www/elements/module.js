// Files that are loaded when they are needed: the WebAssembly module with its glue, the
// style sheet, and what the elements do with them.

import {
  cart_add,
  cart_checkout,
  cart_clear,
  cart_set,
  cart_state,
  initSync,
  load_part,
  mount,
  unmount,
  update,
  configure as apply,
} from 'glue';
import css from '../checkout.css';
import { heightOf } from './button-height.js';
import { compile } from './compile.js';
import { make, sheet } from './dom.js';
import { propertiesOf } from './element-properties.js';
import { expect, load, lookBeside } from './parts.js';
import { problem } from './problem.js';
import { readForm } from './read-form.js';
import { readOptions } from './read-options.js';

const look = sheet(`:host{display:block}:host([hidden]){display:none}:host([dialog]:not([dialog=false])){display:inline-block}${css}`);

/** Milliseconds that an article may be set later than its element. */
const ARTICLE_MS = 3_000;

/** Subjects that are no article. */
const [DONATION, SUBSCRIPTION, HOSTED, ADDED, SHOWN] = ['donation', 'subscription', 'hosted', 'added', 'shown'].map(Symbol);

/** The page that this module was started for. */
let page;

/** Parts of the module that are there. */
const loaded = new Set();

/** Starts the module. */
async function init() {
  try {
    initSync({ module: await compile(await page.wasm) });
  } catch (cause) {
    const address = new URL(page.wasmUrl, document.baseURI);
    throw problem('wasm_unavailable', `The WebAssembly module could not be loaded from ${address}: ${cause.message}`, {
      cause,
      option: 'wasmUrl',
      value: address.href,
    });
  }
}

/** The part that reads the options of a page that has variables of PayPal's pages. */
const partOfOptions = ({ paypalPage }) => (paypalPage ? 'form' : undefined);

/** Hands the options over. Where a part is missing for them that is later, and `checkout-error` tells what is wrong. */
function configure(options) {
  const part = partOfOptions(options);
  if (!part || loaded.has(part)) apply(readOptions(options));
  else loadPart(part).then(() => apply(readOptions(page.options))).catch(page.report);
}

/** Puts an article into the cart: `(product, { options, quantity })`, or all three in a row. */
function add(product, choice, count) {
  const { options, quantity } = Array.isArray(choice) ? { options: choice } : (choice ?? {});
  cart_add(product, options?.length ? options : undefined, quantity ?? count);
}

/** Properties of the component that an element asks the module for. Without an article, one to add is what its form sells. */
function properties(element) {
  const given = propertiesOf(element, page.options);
  if (element.constructor.kind !== 'add' || given.product !== undefined) return given;
  const form = element.querySelector('form');
  return { ...given, product: form ? readForm(form, page.options.currency)?.product : undefined };
}

/** The part of the module that an element is in. */
function partOf({ constructor: { kind } }, given) {
  if (kind === 'return') return 'payment_status';
  return given.donate || given.subscribe || given.hosted || given.paypalCart ? 'offers' : undefined;
}

/** The parts of the elements that are there. */
function partsOfElements() {
  const needed = page.options ? [...page.elements].filter((element) => element._needed) : [];
  return needed.map((element) => partOf(element, propertiesOf(element, page.options)));
}

/** Loads a part of the module. Rejects with an Error that has a `code`. */
async function loadPart(part) {
  await load(part);
  await load_part(part);
  loaded.add(part);
}

/** Shows an element once its part is there. Where that fails, whoever comes near tries again. */
function showWith(part, element) {
  element._before();
  element._part ??= loadPart(part)
    .catch((error) => {
      element._settle();
      element._before();
      page.report(error, element);
      for (const near of ['pointerenter', 'focusin']) element.addEventListener(near, () => element.refresh(), { once: true });
    })
    .finally(() => {
      element._part = undefined;
      if (loaded.has(part)) element.refresh();
    });
  return element._part;
}

/** Identity of what a component shows; for another one it is mounted anew. */
function subjectOf({ donate, subscribe, hosted, paypalCart, product }) {
  if (paypalCart) return paypalCart.add ? ADDED : SHOWN;
  return (donate && DONATION) || (subscribe && SUBSCRIPTION) || (hosted && HOSTED) || product?.sku;
}

/** Mounts an element, or brings it up to date. */
function show(element) {
  const { kind } = element.constructor;
  try {
    const given = properties(element);
    const part = partOf(element, given);
    if (part && !loaded.has(part)) {
      drop(element);
      showWith(part, element);
      return;
    }
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
    const subject = subjectOf(given);
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

/** Target of a click that came before the module. */
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

/** Does what a form of the page's asks for: its choices are the buyer's. Returns whether it did: the part of an element may be missing, or too late. */
async function instead(element, form, late) {
  if (element.constructor.kind !== 'add') {
    await Promise.race([element._part, late]).catch(() => {});
    press(element);
    return !!element._mounted;
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
  return true;
}

let running;

/** Starts the module and gives it to the page. */
export async function start(asking) {
  page = asking;
  lookBeside(page.options?.wasmUrl);
  running ??= init();
  const first = page.options && partOfOptions(page.options);
  for (const part of new Set([first, ...partsOfElements()])) if (part) expect(part);
  try {
    await running;
  } catch (error) {
    running = undefined;
    throw error;
  }
  if (!page.options) throw problem('not_configured', 'Call configure() before ready().');
  if (first) await loadPart(first);
  configure(page.options);
  page.failed = undefined;
  page.module = { configure, show, drop, instead, add, loadPart, mount, unmount, cart_clear, cart_set, cart_checkout, cart_state };
}
