import { problem } from './problem.js';

const NAMES = new Set([
  'environment',
  'currency',
  'server',
  'path',
  'api',
  'createUrl',
  'completeUrl',
  'business',
  'returnUrl',
  'cancelUrl',
  'notifyUrl',
  'pricing',
  'products',
  'locale',
  'messages',
  'storageKey',
  'pollMs',
  'prefix',
  'wasmUrl',
]);

/** A script tag has these as JSON. */
const JSON_OPTIONS = ['pricing', 'products', 'messages', 'pollMs'];

const URLS = ['returnUrl', 'cancelUrl', 'notifyUrl'];

const warned = new Set();

/** Options with whole addresses, as PayPal needs them, and values in place of JSON. Names those that nobody reads. */
export function readOptions(options) {
  const read = { ...options };
  for (const name of Object.keys(options)) {
    if (!NAMES.has(name) && !warned.has(name)) console.warn(`leptos-paypal: there is no option "${name}".`);
    warned.add(name);
  }
  for (const option of JSON_OPTIONS) {
    const value = options[option];
    if (typeof value !== 'string') continue;
    try {
      read[option] = JSON.parse(value);
    } catch {
      throw problem('option_unreadable', `The option ${option} is no JSON: ${value}`, { option, value });
    }
  }
  for (const option of URLS) {
    const value = options[option];
    if (value == null) continue;
    try {
      read[option] = new URL(value, document.baseURI).href;
    } catch {
      throw problem('url_unreadable', `The option ${option} is "${value}", which is no address.`, { option, value });
    }
  }
  return read;
}
