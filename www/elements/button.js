import { ARTICLE, Article } from './article.js';
import { make } from './dom.js';
import { page } from './page.js';

export const LOOK = ['color', 'shape', 'label'];

export const look = (element) => Object.fromEntries(LOOK.map((name) => [name, element.getAttribute(name)]));

const WORDS = {
  checkout: 'PayPal Checkout',
  buynow: 'PayPal Buy Now',
  pay: 'Pay with PayPal',
  donate: 'Donate with PayPal',
  subscribe: 'Subscribe with PayPal',
  installment: 'Installments with PayPal',
};

/** What the module has no button for. */
const ALONE = /^(donate|subscribe)$/;

/**
 * A button that pays the cart; with an article, it pays for that alone.
 *
 * With an article, `business`, and nothing for the shop to add to the price, the page needs no WebAssembly for it: the button sends a PayPal form itself, the one inside it or one made of its attributes.
 *
 * @tag checkout-button
 * @attr {'gold'|'blue'|'silver'|'white'|'black'|'rebrand-blue'|'rebrand-darkblue'|'rebrand-black'} color - The colour. Default `gold`.
 * @attr {'rect'|'pill'|'sharp'} shape - The corners. Default `rect`.
 * @attr {'paypal'|'checkout'|'buynow'|'pay'|'donate'|'subscribe'|'installment'} label - The words beside the logo. `donate` and `subscribe` also decide what PayPal does, where the button needs no module. Default `paypal`.
 * @attr {number} height - 25 to 55 pixels. Default by the width.
 * @attr {string} sku - The article's number.
 * @attr {string} name - The article's name, or what is given for.
 * @attr {string} price - Its price, a decimal string. A donation without one leaves the amount to the buyer.
 * @attr {string} currency - The price's currency. Default: that of the configuration.
 * @attr {number} quantity - How many. Default 1.
 * @attr {number} max-quantity - The most that one buyer can have.
 * @attr {string} picture - The address of its picture.
 * @attr {string} every - The time between the payments of a subscription: `7 D`, `2 W`, `1 M` or `1 Y`. Default `1 M`.
 * @fires checkout - Before the page is left for PayPal; `preventDefault()` stays. Detail: `checkoutId`, `total`, `currency`, `action`, `fields`, `approvalUrl`.
 * @fires checkout-status - The same order is paid already. Detail: `checkoutId`, `status`.
 * @csspart pay - The button with what is said below it.
 * @csspart paypal - The button.
 * @csspart word - The words beside the logo.
 * @csspart artwork - The logo.
 * @csspart ring - What turns in place of it while the buyer waits.
 * @csspart hidden - What is only read out.
 * @csspart error - What is said when the payment could not be started.
 * @csspart way-back - The link to go on at PayPal, where there is a payment to go on with.
 * @cssprop --cx-button-height - The height, instead of the attribute.
 */
export class CheckoutButton extends Article {
  static kind = 'button';
  static observedAttributes = [...LOOK, ...ARTICLE, 'quantity', 'height', 'every'];

  get _properties() {
    return { ...look(this), product: this.product, quantity: this.getAttribute('quantity') };
  }

  // The form that is there, or one of the attributes alone, may say it all.
  get _needed() {
    const { options } = page;
    if (!options || ALONE.test(this.getAttribute('label'))) return false;
    // Without an article, a form of another kind is what it is about.
    if (!this.product) return (this.querySelector('form [name=cmd]')?.value ?? '_cart') === '_cart';
    return (
      options.path === 'server' || !options.business || options.server || options.pricing || !this.hasAttribute('price')
    );
  }

  _paint() {
    const height = Number.parseInt(this.getAttribute('height'), 10);
    // PayPal's buttons are 25 to 55 pixels high.
    if (height) this.style.setProperty('--cx-button-height', `${Math.min(Math.max(height, 25), 55)}px`);
    // What the page put here stays until the module is there, if it has to come.
    if (this.firstElementChild || !page.options) return undefined;
    const needed = this._needed;
    if (needed ? page.failed : !this.hasAttribute('name')) return undefined;
    const label = this.getAttribute('label');
    const words = page.options.messages?.[`paypal.${label}`] ?? WORDS[label] ?? 'PayPal';
    const button = make(
      'button',
      { type: 'button', class: `p ${this.getAttribute('color')} ${this.getAttribute('shape')}`, part: 'paypal', 'aria-busy': Boolean(this._pending || this._leaving) },
      words.replace('{paypal}', 'PayPal'),
    );
    button.onclick = () => {
      if (this._pending || this._leaving) return;
      if (needed) this._press();
      else this._pay();
    };
    return button;
  }

  /** Sends a form made of the attributes. */
  _pay() {
    this._pending = true;
    this.refresh();
    import('./pay.js')
      .then(({ pay }) => pay(this, page.options))
      .catch((error) => this._report(error))
      .finally(() => {
        this._pending = false;
        this.refresh();
      });
  }
}
