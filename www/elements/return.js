import { CheckoutElement } from './base.js';

/**
 * Status of the payment, for a buyer who comes back from PayPal. It reads the page's query. Every status: [embedding.md](embedding.md#statuses).
 *
 * @tag checkout-return
 * @fires checkout-status - The status is known, or another one. Detail: `checkoutId`, `status`, `reason`.
 * @csspart return - All of it; its `data-status` is the status.
 * @csspart sign - The icon of the status.
 * @csspart said - The live region: status and explanation.
 * @csspart title - The status in words.
 * @csspart return-text - The explanation.
 * @csspart late - A note when it takes long.
 * @csspart way-back - The link that continues the payment at PayPal.
 * @csspart again - The button that asks again.
 * @csspart facts - Total, order and transaction.
 * @csspart row - One of them.
 */
export class CheckoutReturn extends CheckoutElement {
  static kind = 'return';
  static observedAttributes = [];
}
