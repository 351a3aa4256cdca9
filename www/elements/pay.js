// Buttons and forms that need no module: words and logo, the checks, and the way to PayPal.

import { articleForm } from './article-form.js';
import { dress } from './button-face.js';
import { opener, storedCart } from './cart-opener.js';
import { make, sheet } from './dom.js';
import { leave } from './leave.js';
import css from './light.css';
import { warnOfUnknown } from './option-names.js';
import { ownForm } from './own-form.js';
import { readOptions } from './read-options.js';
import { checkCurrency, webscr } from './rules.js';

const REFUSED = 'This can’t be paid with PayPal ({code}). Nothing was charged. Please contact the shop.';

/** Throws what is wrong with options. */
function check(options) {
  webscr(options.environment);
  checkCurrency(options.currency);
  return readOptions(options);
}

/** Says below an element what went wrong, or that nothing did. */
function say(element, text) {
  element._said ??= make('p', { part: 'error', role: 'alert' });
  if (element._said.parentNode !== element.shadowRoot) element.shadowRoot.append(element._said);
  element._said.textContent = text;
}

/** Gives the page what its elements need without the module. */
export function start(page) {
  /** The options as they are now; those that cannot be read are told of, and left out. */
  const options = () => {
    if (page.options !== given) {
      given = page.options;
      try {
        if (given && !page.loading.module) warnOfUnknown(given);
        read = given ? check(given) : {};
      } catch (error) {
        page.report(error);
        read = given;
      }
    }
    return read;
  };
  let given;
  let read = {};
  const attempt = (element, form) => {
    const refused = (error) => {
      const words = options().messages?.['error.form'] ?? REFUSED;
      say(element, error.isForBuyers ? error.message : words.replace('{code}', error.code));
      page.report(error, element);
    };
    say(element, '');
    try {
      leave(options(), element, form(), refused);
    } catch (error) {
      refused(error);
    }
  };
  page.sheets.push(sheet(css));
  page.light = {
    check,
    cart_state: () => storedCart(options()),
    opener: (cart) => opener(cart, options()),
    dress: (element, button) => dress(element, button, options().messages),
    /** Sends the form that a button's attributes make. */
    pay: (button) => attempt(button, () => articleForm(button, check(page.options))),
    /** Does what a form of the page's own asks for: with the module, where the element is for it and it comes in time. */
    async submit(element, form, submitter, late) {
      const isForModule = page.options && !page.failed && element._needed;
      const module = isForModule && (await Promise.race([page.load('module'), late]).then(() => page.module, () => undefined));
      const isDone = module && (await module.instead(element, form, late));
      if (!isDone) attempt(element, () => ownForm(form, submitter, options()));
    },
  };
  options();
}
