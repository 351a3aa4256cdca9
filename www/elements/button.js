import { fromJson, reflect } from './attributes.js';
import { ARTICLE, Article } from './article.js';
import { heightOf } from './button-height.js';
import { make } from './dom.js';
import { page } from './page.js';

export const LOOK = ['color', 'shape', 'label'];

export const look = (element) => Object.fromEntries(LOOK.map((name) => [name, element.getAttribute(name)]));

const WORDS = {
  checkout: '{paypal} Checkout',
  buynow: '{paypal} Buy Now',
  pay: 'Pay with {paypal}',
  donate: 'Donate with {paypal}',
  subscribe: 'Subscribe with {paypal}',
  installment: 'Installments with {paypal}',
};

/** What the module has no button for. */
const LIGHT = /^(donate|subscribe)$/;

/**
 * A button that pays the cart; with an article, it pays for that alone.
 *
 * With `name`, `price`, a configured `business`, and nothing for the shop to add to the price, the page needs no WebAssembly for it: the button sends a PayPal form itself, the one inside it or one made of its attributes. An article that is incomplete is an error, and never another purchase.
 *
 * @tag checkout-button
 * @attr {'gold'|'blue'|'silver'|'white'|'black'|'rebrand-blue'|'rebrand-darkblue'|'rebrand-black'} color - The colour. Default `gold`.
 * @attr {'rect'|'pill'|'sharp'} shape - The corners. Default `rect`.
 * @attr {'paypal'|'checkout'|'buynow'|'pay'|'donate'|'subscribe'|'installment'} label - The words beside the logo. `donate` and `subscribe` also decide what PayPal does, where the button needs no module. Default `paypal`.
 * @attr {number} height - 25 to 55 pixels. Default by the width.
 * @attr {string} product - The article as JSON.
 * @attr {string} sku - The article's number.
 * @attr {string} name - The article's name, or what is given for.
 * @attr {string} price - Its price, a decimal string. A donation without one leaves the amount to the buyer.
 * @attr {string} currency - The price's currency. Default: that of the configuration.
 * @attr {number} quantity - How many. Default 1.
 * @attr {string} options - The choices as JSON: `{"Size": "Large"}`. Default: the first of each.
 * @attr {number} max-quantity - The most that one buyer can have.
 * @attr {string} picture - The address of its picture.
 * @attr {string} every - The time between the payments of a subscription: `7 D`, `2 W`, `1 M` or `1 Y`. Default `1 M`.
 * @prop {ChosenOption[] | Record<string, string> | undefined} options - The choices; also as JSON, in the attribute.
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
  static observedAttributes = [...LOOK, ...ARTICLE, 'quantity', 'options', 'height', 'every'];

  static {
    reflect(this, this.observedAttributes);
  }

  get options() {
    return this._options ?? fromJson(this.getAttribute('options') || 'null') ?? undefined;
  }

  set options(options) {
    this._options = typeof options === 'string' ? fromJson(options) : options;
    this.refresh();
  }

  get _properties() {
    const { product, options, quantity } = this;
    return { ...look(this), product, options: pairs(options), quantity: quantity === null ? undefined : Number(quantity) };
  }

  // The form that is there, or one of the attributes alone, may say it all.
  get _needed() {
    const { options, options: { path, server, createUrl, pricing, products } = {} } = page;
    if (!options || LIGHT.test(this.label)) return false;
    // Without an article, a form of another kind is what it is about.
    if (!this.product) return (this.querySelector('form [name=cmd]')?.value ?? '_cart') === '_cart';
    return Boolean(path === 'server' || server || createUrl || pricing || products || this._product || this.hasAttribute('product'));
  }

  // The page's own form needs nothing until a hand comes near.
  get _eager() {
    return this._needed || !this.firstElementChild;
  }

  _paint() {
    const { options, failed } = page;
    // What the page put here stays until the module is there, if it has to come.
    if (this.firstElementChild || !options || (this._needed && failed)) return undefined;
    const { label, color, shape } = this;
    const words = options.messages?.[`paypal.${label}`] ?? WORDS[label] ?? '{paypal}';
    const name = words.replace('{paypal}', 'PayPal');
    const button = make(
      'button',
      {
        type: 'button',
        class: `p ${color ?? 'gold'} ${shape ?? 'rect'}`,
        part: 'paypal',
        'aria-label': name,
        'aria-busy': this._busy,
      },
      // The logo comes later.
      ...(page.light?.face(words, color) ?? [name]),
    );
    button.onclick = () => {
      if (this._busy) return;
      if (this._needed) this._press();
      else this._pay();
    };
    const root = make('div', { part: 'pay' }, button);
    const height = heightOf(this);
    if (height) root.style.setProperty('--cx-button-height', height);
    return root;
  }

  /** Sends a form made of the attributes. */
  _pay() {
    this._sending = true;
    this.refresh();
    page
      .loadLight()
      .then((light) => light.pay(this))
      .catch((error) => page.report(error, this))
      .finally(() => {
        this._sending = false;
        this.refresh();
      });
  }
}

/** Choices as the module takes them. */
const pairs = (options) =>
  !options || Array.isArray(options) ? options : Object.entries(options).map(([name, value]) => ({ name, value }));
