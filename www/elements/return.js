import { CheckoutElement } from './base.js';

/**
 * What became of a payment, for a buyer who comes back from PayPal. It reads the page's query.
 *
 * @tag checkout-return
 * @fires checkout-status - It learnt something. Detail: `checkoutId`, `status`, `reason`.
 * @csspart return - All of it; its `data-status` is the status.
 * @csspart sign - The sign of the status.
 * @csspart said - What is read out: the status and what it means.
 * @csspart title - The status in words.
 * @csspart return-text - What it means.
 * @csspart late - What is said when it takes long.
 * @csspart way-back - The link to go on at PayPal, where there is anything left to agree to.
 * @csspart again - The button that asks again.
 * @csspart facts - Total, order and transaction.
 * @csspart row - One of them.
 */
export class CheckoutReturn extends CheckoutElement {
  static kind = 'return';
  static observedAttributes = [];
}
