import { LOOK, reflect } from './attributes.js';
import { CheckoutElement } from './base.js';
import { page } from './page.js';
import { problem } from './problem.js';

/** The module, once it is configured. */
function module() {
  if (page.module) return page.module;
  throw problem('not_ready', 'Wait for ready() first.');
}

/**
 * The cart: its lines, totals and a PayPal button; with `dialog`, a button that shows the count and opens it.
 *
 * @tag checkout-cart
 * @attr {boolean} dialog - Opens as a dialog, from a button of its own. Read once. `false` is off.
 * @attr {'gold'|'blue'|'silver'|'white'|'black'|'rebrand-blue'|'rebrand-darkblue'|'rebrand-black'} color - The PayPal button's colour. Default `gold`.
 * @attr {'rect'|'pill'|'sharp'} shape - The PayPal button's corners. Default `rect`.
 * @attr {'paypal'|'checkout'|'buynow'|'pay'|'donate'|'subscribe'|'installment'} label - The words beside the PayPal button's logo. Default `paypal`.
 * @fires checkout - Before the page is left for PayPal; `preventDefault()` stays. Detail: `checkoutId`, `total`, `currency`, `action`, `fields`, `approvalUrl`; those that do not apply are null.
 * @fires checkout-shipping - A button of PayPal's SDK asks whether the shop ships to an address; `preventDefault()` says no. Detail: `checkoutId`, `countryCode`, `state`, `city`, `postalCode`.
 * @fires checkout-shipping-option - A button of PayPal's SDK asks about the way of shipping that the buyer has chosen; `preventDefault()` says no. Detail: `checkoutId`, `id`, `label`, `type`, `amount`, `currency`.
 * @fires checkout-status - The same order is paid already. Detail: `checkoutId`, `status`.
 * @csspart root - All of it, with the button that opens the dialog.
 * @csspart open - The button that opens the dialog.
 * @csspart basket - The icon in it.
 * @csspart open-word - The word in it.
 * @csspart count - The count in it.
 * @csspart dialog - The dialog.
 * @csspart close - The button that closes it.
 * @csspart cart - The cart.
 * @csspart title - Its heading.
 * @csspart notice - A notice about the cart.
 * @csspart hidden - Text for screen readers.
 * @csspart empty - The content of an empty cart.
 * @csspart full - The content of a cart with lines.
 * @csspart lines - The list of lines.
 * @csspart line - One line.
 * @csspart picture - Its picture.
 * @csspart what - Its name, its options and the price of one.
 * @csspart name - Its name.
 * @csspart options - Its options.
 * @csspart each - The price of one.
 * @csspart amount - Price times quantity.
 * @csspart stepper - The quantity: a number between two buttons.
 * @csspart quantity - The number.
 * @csspart step - Both of its buttons.
 * @csspart less - Decreases it.
 * @csspart more - Increases it.
 * @csspart remove - The button that removes a line.
 * @csspart foot - Totals and PayPal button.
 * @csspart totals - The totals.
 * @csspart row - A row of it.
 * @csspart total - The row of the total.
 * @csspart error - An error.
 * @csspart pay - The PayPal button with its messages.
 * @csspart paypal - The PayPal button.
 * @csspart word - The words beside its logo.
 * @csspart artwork - Its logo.
 * @csspart ring - The ring that turns while the buyer waits.
 * @csspart way-back - The link that continues a payment at PayPal.
 * @csspart sdk - The buttons of PayPal's SDK.
 * @csspart pay-later - PayPal's message about paying later.
 * @csspart card - The form for a card, below the buttons of PayPal's SDK.
 * @csspart card-title - Its title.
 * @csspart card-field - One field with its name and its error.
 * @csspart field-name - The name of the field.
 * @csspart card-frame - The place of the field, which is PayPal's.
 * @csspart card-pay - The button that pays with the card.
 * @csspart window - The overlay while PayPal is in a window of its own.
 * @csspart window-title - Its title.
 * @csspart window-text - Its text.
 * @csspart window-show - The button that brings the window back.
 * @csspart window-close - The button that closes the window.
 * @prop {CartLine[]} lines - The lines of the cart. Read only.
 * @prop {number} units - Number of articles in the cart; before the module is loaded, in the stored one. Read only.
 * @prop {string | undefined} total - Total of the cart, a decimal string. Read only.
 * @prop {string | undefined} currency - The currency of the cart. Read only.
 */
export class CheckoutCart extends CheckoutElement {
  static kind = 'cart';
  static observedAttributes = ['dialog', ...LOOK];

  static {
    reflect(this);
    for (const name of ['lines', 'units', 'total', 'currency']) {
      Object.defineProperty(this.prototype, name, {
        get: () => (page.module ?? page.light)?.cart_state()[name],
        // Frameworks set every property that they have an attribute for.
        set() {},
      });
    }
  }

  get dialog() {
    // React 18 writes `false` as text.
    return (this.getAttribute('dialog') ?? 'false') !== 'false';
  }

  set dialog(value) {
    if (value === '' || (value && value !== 'false')) this.setAttribute('dialog', '');
    else this.removeAttribute('dialog');
  }

  // What is in a closed dialog can wait for a hand that comes near.
  _seen() {
    this._wanted(this.dialog ? 'pay' : 'module');
  }

  // The button with the count comes a little later; what the page put here is there at once.
  _paint() {
    return this.dialog && page.options && !page.failed ? page.light?.opener(this) : undefined;
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
   * @param {Product} product - The article; `{ sku }` alone takes it from the catalogue.
   * @param {Choice} [choice] - `options`, the first of each when there are none, and `quantity`, otherwise 1.
   */
  add(product, choice, quantity) {
    module().add(product, choice, quantity);
  }

  /** Empties the cart. */
  clear() {
    module().cart_clear();
  }
}
