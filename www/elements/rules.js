// PayPal's rules that are needed without the module. They are generated from
// crates/core when the package is built, and so are the codes of its errors.

import { checkoutId, commands, currencies, environments, maxChars, maxOptions, maxQuantity, periods, recurrences, rememberedCheckouts, sameCheckoutMinutes, webscrPath } from 'rules';
import { problem } from './problem.js';

export { commands, maxOptions, rememberedCheckouts, sameCheckoutMinutes };

/** An error about something that is not there. */
export const missing = (option, what) => problem('variable_missing', `${option} is missing: ${what}.`, { option });

/** Text for people as a variable takes it: on one line, and cut behind a whole character. */
export const displayText = (variable, text) => [...text.replace(/\p{Cc}/gu, ' ')].slice(0, maxChars[variable]).join('');

/** A whole number from 1 in plain digits, or nothing. */
export const wholeNumber = (value) => (/^\d{1,7}$/.test(value) && Number(value) > 0 ? Number(value) : undefined);

/** The quantity of an article, 1 where none is given. */
export function quantityOf(value, most) {
  const option = 'quantity';
  const count = wholeNumber(value ?? 1);
  if (!count) throw problem('quantity_not_positive', `The quantity is "${value}". It has to be a whole number from 1.`, { option, value });
  const limit = Math.min(wholeNumber(most) ?? maxQuantity, maxQuantity);
  if (count > limit) throw problem('quantity_above_limit', `The quantity is ${count}. At most ${limit} can be ordered at once.`, { option, value });
  return count;
}

/** Address that forms are posted to. */
export function webscr(environment) {
  if (Object.hasOwn(environments, environment)) return environments[environment];
  const option = 'environment';
  if (!environment) throw missing(option, '"live", "sandbox", or the address of an offline sandbox');
  // Scheme, host and port, and nothing else.
  const [base] = /^https?:\/\/[^/?#@\\\s]+(?=\/?$)/.exec(environment) ?? [];
  if (!base) {
    throw problem(
      'environment_unreadable',
      `environment is "${environment}". It has to be "live", "sandbox", or an address such as "http://127.0.0.1:8081".`,
      { option, value: environment },
    );
  }
  return base + webscrPath;
}

/** The rules of a currency. */
function rulesOf(currency) {
  if (Object.hasOwn(currencies, currency)) return currencies[currency];
  const option = 'currency';
  if (!currency) throw missing(option, 'the code of one that PayPal takes, such as "USD"');
  const upper = String(currency).toUpperCase();
  const hint = Object.hasOwn(currencies, upper) ? ` Write "${upper}".` : '';
  throw problem('currency_unknown', `currency is "${currency}", which PayPal does not take.${hint}`, {
    option,
    value: currency,
  });
}

/** Throws when PayPal does not take that currency. */
export const checkCurrency = (currency) => void rulesOf(currency);

const unitsOf = (whole, fraction = '', decimals = 0) => Number(whole + fraction.padEnd(decimals, '0'));

function checkLimit(units, currency, details) {
  const { decimals, maxAmount } = rulesOf(currency);
  if (units > unitsOf(...maxAmount.split('.').concat('').slice(0, 2), decimals)) {
    throw problem('amount_out_of_range', `${details.option} makes ${details.value} ${currency}, which is more than PayPal takes in one payment: ${maxAmount} ${currency}.`, details);
  }
}

/** A price in the smallest unit of its currency; never rounded. Only a trial can be free. */
export function minorUnits(value, currency, option = 'price', least = 1) {
  const { decimals } = rulesOf(currency);
  if (value == null || value === '') throw missing(option, `a decimal number such as "${decimals ? '18.00' : '18'}"`);
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(value) ?? [];
  if (!whole || fraction.length > decimals) {
    throw problem(
      whole ? 'amount_too_many_decimals' : 'amount_unreadable',
      `${option} is "${value}". In ${currency} it has to be written such as "${decimals ? '18.00' : '18'}".`,
      { option, value },
    );
  }
  const units = unitsOf(whole, fraction, decimals);
  if (units < least) throw problem('amount_out_of_range', `${option} is "${value}". It has to be more than zero.`, { option, value });
  checkLimit(units, currency, { option, value });
  return units;
}

/** An amount of smallest units as PayPal reads it. */
export function decimal(units, currency) {
  const { decimals } = rulesOf(currency);
  const digits = String(units).padStart(decimals + 1, '0');
  const value = decimals ? `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}` : digits;
  checkLimit(units, currency, { option: 'quantity', value });
  return value;
}

/** The length of a period of a subscription: count and unit. */
export function period(every, option = 'every') {
  const [, count, unit] = /^(\d{1,3}) ?([A-Z])$/.exec(every) ?? [];
  const { min, max } = periods[unit] ?? {};
  if (!(count >= min && count <= max)) {
    const ranges = Object.entries(periods).map(([name, range]) => `${range.min} to ${range.max} ${name}`);
    const code = periods[unit] ? 'variable_out_of_range' : 'variable_invalid';
    throw problem(code, `${option} is "${every}". It has to be ${ranges.join(', ')}.`, { option, value: every });
  }
  return [count, unit];
}

/** The number of a subscription's payments. */
export function recurrence(times) {
  const { min, max } = recurrences;
  const count = wholeNumber(times);
  if (!(count >= min && count <= max)) {
    const option = 'times';
    throw problem('variable_out_of_range', `${option} is "${times}". It has to be a whole number from ${min} to ${max}.`, { option, value: times });
  }
  return count;
}

/** The id of a button saved at PayPal. */
export function hostedButtonId(id) {
  if (!/^[a-z\d]+$/i.test(id) || id.length > maxChars.hosted_button_id) {
    const option = 'hosted-button-id';
    throw problem('variable_invalid', `${option} is "${id}". Use the letters and digits that PayPal shows for the button.`, { option, value: id });
  }
  return id;
}

/** A checkout id that nobody can guess. */
export function newCheckoutId() {
  const { prefix, alphabet, length } = checkoutId;
  const bytes = crypto.getRandomValues(new Uint8Array(length));
  return prefix + Array.from(bytes, (byte) => alphabet[byte % alphabet.length]).join('');
}
