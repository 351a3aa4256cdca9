// Buttons and forms that need no module: the logo, the checks, and the way to PayPal.

import { articleForm } from './article-form.js';
import { face } from './button-face.js';
import { sheet } from './dom.js';
import { leave } from './leave.js';
import css from './light.css';
import { ownForm } from './own-form.js';
import { readOptions } from './read-options.js';
import { decimalsOf, webscr } from './rules.js';

const REFUSED = 'This cannot be paid with PayPal as it is ({code}). Nothing was charged. Please contact the shop.';

/** Throws what is wrong with options. */
function check(options) {
  webscr(options.environment);
  decimalsOf(options.currency);
  return readOptions(options);
}

/** Gives the page what its elements need without the module. */
export function start(page) {
  page.sheets.push(sheet(css));
  page.light = {
    face,
    check,
    /** Sends the form that a button's attributes make. */
    pay(button) {
      button._error.textContent = '';
      try {
        leave(page, button, articleForm(button, check(page.options)));
      } catch (error) {
        const words = page.options.messages?.['error.form'] ?? REFUSED;
        button._error.textContent = error.code === 'frame_blocked' ? error.message : words.replace('{code}', error.code);
        throw error;
      }
    },
    /** Sends a form of the page's own. */
    send(element, form, submitter) {
      element._error.textContent = '';
      try {
        leave(page, element, ownForm(form, submitter, page.options ?? {}));
      } catch (error) {
        element._error.textContent = error.message;
        page.report(error, element);
      }
    },
  };
  try {
    if (page.options) check(page.options);
  } catch (error) {
    page.report(error);
  }
}
