import { checkoutOf } from './checkouts.js';
import { articleOf, choicesOf } from './element-properties.js';
import { problem } from './problem.js';
import { returnFields } from './return-fields.js';
import {
  checkCurrency,
  commands,
  decimal,
  displayText,
  hostedButtonId,
  maxOptions,
  minorUnits,
  missing,
  period,
  quantityOf,
  recurrence,
  webscr,
} from './rules.js';

/** Choices as form variables. */
function optionFields(choices = []) {
  if (!Array.isArray(choices)) {
    throw problem('variable_invalid', `The options are "${choices}", which is no JSON.`, { option: 'options', value: choices });
  }
  if (choices.length > maxOptions) {
    throw problem('variable_out_of_range', `There are ${choices.length} options. PayPal takes at most ${maxOptions}.`, { option: 'options' });
  }
  return Object.fromEntries(
    choices.flatMap(({ name, value }, index) => [
      [`on${index}`, displayText('on', String(name))],
      [`os${index}`, displayText('os', String(value))],
    ]),
  );
}

/** The terms of a subscription: up to two trials, then the regular price. */
function subscriptionFields(button, price, currency) {
  const fields = {};
  const trials = [
    ['trial', button.trial, button.trialPrice],
    ['second-trial', button.secondTrial, button.secondTrialPrice],
  ];
  trials.forEach(([option, length, amount], index) => {
    if (length == null && amount == null) return;
    const number = index + 1;
    if (length == null) throw missing(option, 'the length of the trial, such as "7 D"');
    if (number > 1 && !fields.p1) throw missing('trial', 'the trial before the second one');
    [fields[`p${number}`], fields[`t${number}`]] = period(length, option);
    fields[`a${number}`] = decimal(minorUnits(amount ?? '0', currency, `${option}-price`, 0), currency);
  });
  const { times } = button;
  const [p3, t3] = period(button.every ?? '1 M');
  return { ...fields, a3: price.value, p3, t3, src: 1, srt: times == null ? null : recurrence(times), no_note: 1 };
}

/** The form, with its variables in order; those that say nothing are left out. */
function formOf(options, checkout, { currency, total }, fields) {
  return {
    action: webscr(options.environment),
    checkout,
    currency,
    total,
    fields: Object.entries(fields)
      .filter(([, value]) => value != null)
      .map(([field, value]) => ({ name: field, value: String(value) })),
  };
}

/** The form of a button that is saved at PayPal, where its price is. */
function savedForm(button, options) {
  const { currency } = options;
  const id = hostedButtonId(button.hostedButtonId);
  const choices = choicesOf(button);
  const checkout = checkoutOf(options, { currency, lines: [{ key: JSON.stringify([id, choices]), quantity: 1 }] });
  return formOf(options, checkout, { currency }, {
    cmd: commands.saved,
    hosted_button_id: id,
    ...optionFields(choices),
    custom: checkout.id,
    notify_url: options.notifyUrl,
    charset: 'utf-8',
  });
}

/** Address where shopping continues: this page, if it has one and is no return page, whose address is about one payment. */
function shoppingUrl() {
  const { protocol, origin, pathname, search } = location;
  const isPage = /^https?:$/.test(protocol) && !new URLSearchParams(search).has('checkout');
  return isPage ? origin + pathname + search : null;
}

/** The form of a button for the cart that PayPal keeps. It has no invoice: every article would bring the same one. */
function paypalCartForm(options, currency, fields) {
  const checkout = checkoutOf(options, { currency, lines: [{ key: 'paypal-cart', quantity: 1 }] });
  return formOf(options, checkout, { currency }, {
    cmd: commands.cart,
    charset: 'utf-8',
    business: options.business,
    currency_code: currency,
    ...fields,
    custom: checkout.id,
    ...returnFields(options, checkout.id),
  });
}

/** The form that a button's attributes make: for one article, to which the shop adds nothing. */
export function articleForm(button, options) {
  if (button.hostedButtonId) return savedForm(button, options);
  const { environment, business } = options;
  const { label, quantity } = button;
  const { sku, name, price } = articleOf(button, options) ?? {};
  const choices = choicesOf(button);
  const currency = price?.currency ?? button.currency ?? options.currency;
  const isDonation = label === 'donate';
  const isSubscription = label === 'subscribe';
  webscr(environment);
  checkCurrency(currency);
  if (!business) throw missing('business', 'the e-mail address or account id of who is paid');
  if (label === 'viewcart') return paypalCartForm(options, options.currency, { display: 1 });
  if (!name) throw missing('name', 'what the buyer pays for');
  // A donation may leave the amount to the buyer.
  const units = isDonation && price == null ? undefined : minorUnits(price?.value, currency);
  const count = quantityOf(isDonation || isSubscription ? null : quantity, button.maxQuantity);
  const article = { item_name: displayText('item_name', name), item_number: sku === name ? null : sku };
  if (label === 'addtocart') {
    if (currency !== options.currency) {
      throw problem('currency_mixed', `The price is in ${currency}, the cart in ${options.currency}.`, { option: 'currency', value: currency });
    }
    decimal(units * count, currency);
    return paypalCartForm(options, currency, {
      add: 1,
      ...article,
      amount: price.value,
      quantity,
      ...optionFields(choices),
      shopping_url: shoppingUrl(),
    });
  }
  const terms = isSubscription ? subscriptionFields(button, price, currency) : undefined;
  const total = terms?.a1 ?? (units && decimal(units * count, currency));
  const checkout = checkoutOf(options, {
    currency,
    total,
    lines: [{ key: JSON.stringify([label, sku ?? name, choices, terms]), quantity: count }],
  });
  return formOf(options, checkout, { currency, total }, {
    cmd: (isDonation && commands.donate) || (terms && commands.subscribe) || commands.buyNow,
    charset: 'utf-8',
    business,
    currency_code: currency,
    ...article,
    ...(terms ?? { amount: price?.value, quantity: isDonation ? null : quantity }),
    ...optionFields(choices),
    custom: checkout.id,
    invoice: checkout.id,
    ...returnFields(options, checkout.id),
  });
}
