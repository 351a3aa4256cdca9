import { problem } from './problem.js';

/** A script tag has these as JSON. */
const JSON_OPTIONS = ['pricing', 'products', 'messages', 'pollMs', 'paypalPage'];

const URLS = ['returnUrl', 'cancelUrl', 'notifyUrl'];

/** Options with whole addresses, as PayPal needs them, and values in place of JSON. */
export function readOptions(options) {
  const read = { ...options };
  for (const option of JSON_OPTIONS) {
    const value = options[option];
    if (typeof value !== 'string') continue;
    try {
      read[option] = JSON.parse(value);
    } catch {
      throw problem('variable_invalid', `The option ${option} is no JSON: ${value}`, { option, value });
    }
  }
  for (const option of URLS) {
    const value = options[option];
    if (value == null) continue;
    try {
      read[option] = new URL(value, document.baseURI).href;
    } catch {
      throw problem('variable_invalid', `The option ${option} is "${value}", which is no address.`, { option, value });
    }
  }
  return read;
}
