// PayPal's rules that are needed without the module. They are generated from
// crates/core when the package is built.

import { checkoutId, commands, currencies, environments, maxNameChars, maxWholeDigits, periods, webscrPath } from 'rules';
import { problem } from './problem.js';

export { commands, maxNameChars };

/** Where forms are sent to. */
export function webscr(environment) {
  const known = environments[environment];
  if (known) return known;
  const refused = (code, message) => problem(code, message, { option: 'environment', value: environment });
  if (!environment) {
    throw refused('environment_missing', 'The option environment is missing: "live", "sandbox", or the address of an offline sandbox.');
  }
  // Scheme, host and port, and nothing else.
  const [base] = /^https?:\/\/[^/?#@\\\s]+(?=\/?$)/.exec(environment) ?? [];
  if (!base) {
    throw refused(
      'environment_unreadable',
      `The option environment is "${environment}". It has to be "live", "sandbox", or an address such as "http://127.0.0.1:8081".`,
    );
  }
  return base + webscrPath;
}

/** Decimals of a currency. */
export function decimalsOf(currency, option = 'currency') {
  if (Object.hasOwn(currencies, currency)) return currencies[currency];
  const refused = (code, message) => problem(code, message, { option, value: currency });
  if (!currency) throw refused('currency_missing', `The option ${option} is missing: a currency such as "USD".`);
  const upper = String(currency).toUpperCase();
  throw refused(
    'currency_unknown',
    `PayPal has no currency "${currency}".${Object.hasOwn(currencies, upper) ? ` Write "${upper}".` : ''}`,
  );
}

/** An amount in the smallest unit of its currency; never rounded. */
export function minorUnits(value, currency, option = 'price') {
  const decimals = decimalsOf(currency);
  const refused = (code, message) => problem(code, message, { option, value });
  if (value == null || value === '') throw refused('amount_missing', `The ${option} is missing.`);
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (!whole || fraction.length > decimals) {
    throw refused(
      'amount_unreadable',
      `The ${option} is "${value}". It has to be written such as "${decimals ? '18.00' : '18'}" in ${currency}.`,
    );
  }
  const units = Number(whole + fraction.padEnd(decimals, '0'));
  if (units === 0) throw refused('amount_not_positive', `The ${option} is "${value}". It has to be more than zero.`);
  if (whole.replace(/^0+/, '').length > maxWholeDigits) throw tooLarge(value, currency, option);
  return units;
}

const tooLarge = (value, currency, option) =>
  problem('amount_above_limit', `${value} ${currency} is more than PayPal takes in one payment.`, { option, value });

/** An amount of smallest units as PayPal reads it. */
export function decimal(units, currency, option = 'quantity') {
  const decimals = decimalsOf(currency);
  const digits = String(units).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const value = decimals ? `${whole}.${digits.slice(-decimals)}` : whole;
  if (whole.length > maxWholeDigits) throw tooLarge(value, currency, option);
  return value;
}

/** The time between two payments of a subscription: count and unit. */
export function period(every) {
  const [, count, unit] = /^(\d{1,2}) ?([A-Z])$/.exec(every) ?? [];
  if (!(count >= 1 && count <= periods[unit])) {
    throw problem(
      'period_unreadable',
      `The attribute every is "${every}". It has to be a number with ${Object.keys(periods).join(', ')}, such as "1 M".`,
      { option: 'every', value: every },
    );
  }
  return [count, unit];
}

/** A checkout id that nobody can guess. */
export function newCheckoutId() {
  const { prefix, alphabet, length } = checkoutId;
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return prefix + Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}
