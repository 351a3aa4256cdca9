// The form of one article, where the shop adds nothing to its price: the
// module is not needed for it.

import { make } from './dom.js';
import { problem } from './problem.js';

const PLACES = { live: 'https://www.paypal.com', sandbox: 'https://www.sandbox.paypal.com' };

const COMMANDS = { donate: '_donations', subscribe: '_xclick-subscriptions' };

/** An amount as PayPal reads it: some currencies have no decimals. */
const readable = (value, currency) =>
  (/HUF|JPY|TWD/.test(currency) ? /^\d+$/ : /^\d+(\.\d\d?)?$/).test(value) && value > 0;

/** The form that an element's attributes make. */
function paymentForm(element, options) {
  const { environment, business, notifyUrl, returnUrl, cancelUrl, currency } = options;
  const given = (name) => element.getAttribute(name);
  const label = given('label');
  const code = given('currency') ?? currency;
  const price = given('price');
  const [, count, unit] = /^(\d\d?) ?([DWMY])$/.exec(given('every') ?? '1 M') ?? [];
  // A donation may leave the amount to the buyer.
  if (!(readable(price, code) || (label === 'donate' && price === null))) {
    throw problem('amount_unreadable', `price ${price} in ${code}`);
  }
  if (!count) throw problem('period_unreadable', given('every'));
  if (!environment) throw problem('environment_unreadable', 'environment');
  // An id nobody can guess: `co_` and 26 letters of base32.
  const id = `co_${Array.from(crypto.getRandomValues(new Uint8Array(26)), (byte) => 'abcdefghijklmnopqrstuvwxyz234567'[byte & 31]).join('')}`;
  const back = (url, query) => {
    if (!url) return null;
    const address = new URL(url, document.baseURI);
    address.search += (address.search && '&') + query;
    return address;
  };
  const fields = {
    cmd: COMMANDS[label] ?? '_xclick',
    charset: 'utf-8',
    business,
    currency_code: code,
    item_name: given('name').slice(0, 127),
    item_number: given('sku'),
    ...(label === 'subscribe'
      ? { a3: price, p3: count, t3: unit, src: 1, no_note: 1 }
      : { amount: price, quantity: label === 'donate' ? null : given('quantity') }),
    custom: id,
    invoice: id,
    notify_url: notifyUrl && new URL(notifyUrl, document.baseURI),
    return: back(returnUrl, `checkout=${id}`),
    cancel_return: back(cancelUrl, `checkout=${id}&cancelled=1`),
  };
  const form = make('form', {
    method: 'post',
    action: `${PLACES[environment] ?? environment.replace(/\/$/, '')}/cgi-bin/webscr`,
    'accept-charset': 'utf-8',
    hidden: '',
  });
  for (const name in fields) {
    if (fields[name] != null) form.append(make('input', { type: 'hidden', name, value: fields[name] }));
  }
  return form;
}

/** Sends the form of an element, unless the page prevents it. */
export function pay(element, options) {
  const form = paymentForm(element, options);
  if (!element._going(form, Array.from(form.elements, ({ name, value }) => ({ name, value })))) return;
  element._leave();
  document.body.append(form);
  form.requestSubmit();
  form.remove();
}
