import { ARTICLE, reflect } from './attributes.js';
import { CheckoutElement } from './base.js';

/**
 * A menu for every option of an article, its quantity, and a button that puts it into the cart.
 *
 * The article is `product`, or what `sku`, `name` and `price` say; `sku` alone takes it from the shop's catalogue. Without any of them it is what the PayPal form inside sells, with its menus.
 *
 * @tag checkout-add
 * @attr {string} product - The article as JSON, with its options.
 * @attr {string} sku - The article's number.
 * @attr {string} name - The article's name.
 * @attr {string} price - Its price, a decimal string: `18.00`.
 * @attr {string} currency - The price's currency: `USD`. Default: that of the configuration.
 * @attr {number} max-quantity - The most that one buyer can have.
 * @attr {string} picture - The address of its picture, for the cart.
 * @prop {Product | string | null} product - The article as the catalogue has it, with its options, or as JSON. In its place, `sku`, `name` and `price` describe one.
 * @csspart add - The whole form.
 * @csspart field - An option: its name and its menu.
 * @csspart field-name - The name of an option.
 * @csspart add-row - The quantity and the button.
 * @csspart stepper - The quantity: a number between two buttons.
 * @csspart quantity - The number.
 * @csspart step - Both of its buttons.
 * @csspart less - Decreases it.
 * @csspart more - Increases it.
 * @csspart add-button - The button.
 * @csspart done - Confirmation that it was added.
 * @csspart hidden - Text for screen readers.
 * @csspart error - The error, when it could not be added.
 */
export class CheckoutAdd extends CheckoutElement {
  static kind = 'add';
  static observedAttributes = ARTICLE;

  static {
    reflect(this);
  }
}
