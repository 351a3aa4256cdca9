import { CheckoutElement } from './base.js';
import { LOOK, look } from './button.js';
import { make } from './dom.js';
import { page, storedUnits } from './page.js';
import { problem } from './problem.js';

/** The module, once it is configured. */
function ui() {
  if (page.ui) return page.ui;
  throw problem('not_ready', 'wait for ready() first');
}

/**
 * The cart: its lines, what they come to, and a PayPal button; with `dialog`, a button that shows the count and opens it.
 *
 * @tag checkout-cart
 * @attr {boolean} dialog - Opens as a dialog, from a button of its own. Read once.
 * @attr {'gold'|'blue'|'silver'|'white'|'black'|'rebrand-blue'|'rebrand-darkblue'|'rebrand-black'} color - The PayPal button's colour. Default `gold`.
 * @attr {'rect'|'pill'|'sharp'} shape - The PayPal button's corners. Default `rect`.
 * @attr {'paypal'|'checkout'|'buynow'|'pay'|'donate'|'subscribe'|'installment'} label - The words beside the PayPal button's logo. Default `paypal`.
 * @fires cart-change - The cart is another one. Detail: `units`, `total`, `currency`.
 * @fires checkout - Before the page is left for PayPal; `preventDefault()` stays. Detail: `checkoutId`, `total`, `currency`, `action`, `fields`, `approvalUrl`.
 * @fires checkout-status - The same order is paid already. Detail: `checkoutId`, `status`.
 * @csspart root - All of it, with the button that opens the dialog.
 * @csspart open - The button that opens the dialog.
 * @csspart basket - The sign in it.
 * @csspart open-word - The word in it.
 * @csspart count - The count in it.
 * @csspart dialog - The dialog.
 * @csspart close - The button that closes it.
 * @csspart cart - The cart.
 * @csspart title - Its heading.
 * @csspart notice - What the buyer is told about the cart.
 * @csspart hidden - What is only read out.
 * @csspart empty - What is there while the cart is empty.
 * @csspart full - What is there while it is not.
 * @csspart lines - The list of lines.
 * @csspart line - One line.
 * @csspart picture - Its picture.
 * @csspart what - Its name, its options and the price of one.
 * @csspart name - Its name.
 * @csspart options - Its options.
 * @csspart each - The price of one.
 * @csspart amount - The price of all of them.
 * @csspart stepper - The quantity: a number between two buttons.
 * @csspart quantity - The number.
 * @csspart step - Both buttons.
 * @csspart less - The one for one less.
 * @csspart more - The one for one more.
 * @csspart remove - The button that takes a line out.
 * @csspart foot - What is below the lines.
 * @csspart totals - What the cart comes to.
 * @csspart row - A row of it.
 * @csspart total - The last one.
 * @csspart error - What is said when something does not work.
 * @csspart pay - The PayPal button with what is said below it.
 * @csspart paypal - The PayPal button.
 * @csspart word - The words beside its logo.
 * @csspart artwork - Its logo.
 * @csspart ring - What turns in place of the logo while the buyer waits.
 * @csspart way-back - The link to go on at PayPal, where there is a payment to go on with.
 * @prop {CartLine[]} lines - What is in the cart. Read only.
 * @prop {number} units - How many articles are in the cart; before the module is there, in the stored one. Read only.
 * @prop {string | undefined} total - What the cart comes to, a decimal string. Read only.
 * @prop {string | undefined} currency - The currency of the cart. Read only.
 */
export class CheckoutCart extends CheckoutElement {
  static kind = 'cart';
  static observedAttributes = LOOK;

  static {
    for (const name of ['lines', 'units', 'total', 'currency']) {
      Object.defineProperty(this.prototype, name, {
        get: () => (page.ui ? page.ui.cart_state() : { lines: [], units: storedUnits() })[name],
      });
    }
  }

  get _properties() {
    return { ...look(this), dialog: this.hasAttribute('dialog') };
  }

  // What is in a closed dialog can wait for a hand that comes near.
  get _eager() {
    return !this.hasAttribute('dialog');
  }

  _paint() {
    if (this._eager || !page.options || page.failed) return undefined;
    const units = storedUnits();
    const { messages, locale } = page.options;
    const button = make(
      'button',
      { type: 'button', class: 'o', part: 'open', 'aria-haspopup': 'dialog', 'aria-busy': Boolean(this._pending) },
      messages?.['cart.open'] ?? 'Cart',
    );
    if (units) button.append(' ', make('span', { part: 'count' }, units.toLocaleString(locale)));
    button.onclick = () => this._press();
    return button;
  }

  /** Opens the dialog. */
  open() {
    const dialog = this.shadowRoot.querySelector('dialog');
    if (!dialog) this._press();
    else if (!dialog.open) dialog.showModal();
  }

  /** Closes the dialog. */
  close() {
    this.shadowRoot.querySelector('dialog')?.close();
  }

  /**
   * Puts an article into the cart; throws an Error with a `code`.
   * @param {Product} product - The article.
   * @param {ChosenOption[]} [options] - The choices; the first of each option when there are none.
   * @param {number} [quantity] - How many; 1 when it is not said.
   */
  add(product, options, quantity) {
    ui().cart_add(product, options, quantity);
  }

  /** Empties the cart. */
  clear() {
    ui().cart_clear();
  }
}
