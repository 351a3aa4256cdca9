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

const URLS = ['returnUrl', 'cancelUrl', 'notifyUrl'];

/** Options with whole addresses, as PayPal needs them. Names those that nobody reads. */
export function readOptions(options) {
  const read = { ...options };
  for (const name of Object.keys(options)) {
    if (!NAMES.has(name)) console.warn(`leptos-paypal: there is no option "${name}".`);
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
