import { ARTICLE, LOOK, TERMS, reflect } from './attributes.js';
import { CheckoutElement } from './base.js';
import { make } from './dom.js';
import { page } from './page.js';

/**
 * A button that pays the cart; with an article, it pays for that alone.
 *
 * With `name`, `price`, a configured `business`, and nothing for the shop to add to the price, the page needs no WebAssembly for it: the button sends a PayPal form itself, the one inside it or one made of its attributes. An article that is incomplete is an error, and never another purchase.
 *
 * @tag checkout-button
 * @attr {'gold'|'blue'|'silver'|'white'|'black'|'rebrand-blue'|'rebrand-darkblue'|'rebrand-black'} color - The colour. Default `gold`.
 * @attr {'rect'|'pill'|'sharp'} shape - The corners. Default `rect`.
 * @attr {'paypal'|'checkout'|'buynow'|'pay'|'donate'|'subscribe'|'installment'|'addtocart'|'viewcart'} label - The words beside the logo. `donate`, `subscribe`, `addtocart` and `viewcart` also decide what PayPal does; the last two are for the cart that PayPal keeps. Default `paypal`.
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
 * @attr {string} offer - The id of a subscription or donation in the server's catalogue, with the label `subscribe` or `donate`: names, prices and periods are the server's. It needs the module.
 * @attr {string} suggested - An amount that a donor may change in a field above the button, a decimal string; in place of `price`. It needs the module.
 * @attr {string} every - The time between the payments of a subscription: `7 D`, `2 W`, `1 M` or `1 Y`. Default `1 M`.
 * @attr {number} times - The number of a subscription's regular payments, 2 to 52. Default: until it is cancelled.
 * @attr {string} trial - The length of a trial before the regular payments: `7 D`.
 * @attr {string} trial-price - Its price, a decimal string. Default: it is free.
 * @attr {string} second-trial - The length of a second trial.
 * @attr {string} second-trial-price - Its price. Default: it is free.
 * @attr {string} hosted-button-id - The id of a button saved at PayPal, which has article and price there.
 * @prop {Product | string | null} product - The article as the catalogue has it, with its options, or as JSON. In its place, `sku`, `name` and `price` describe one.
 * @prop {ChosenOption[] | Record<string, string> | string | null} options - The choices, or as JSON.
 * @fires checkout - Before the page is left for PayPal; `preventDefault()` stays. Detail: `checkoutId`, `total`, `currency`, `action`, `fields`, `approvalUrl`; those that do not apply are null.
 * @fires checkout-shipping - A button of PayPal's SDK asks whether the shop ships to an address; `preventDefault()` says no. Detail: `checkoutId`, `countryCode`, `state`, `city`, `postalCode`.
 * @fires checkout-shipping-option - A button of PayPal's SDK asks about the way of shipping that the buyer has chosen; `preventDefault()` says no. Detail: `checkoutId`, `id`, `label`, `type`, `amount`, `currency`.
 * @fires checkout-status - The same order is paid already. Detail: `checkoutId`, `status`.
 * @csspart pay - The button with its messages.
 * @csspart paypal - The button.
 * @csspart offer-name - The name of a subscription, or the purpose of a donation, that the server's catalogue has.
 * @csspart offer-terms - Its prices and periods.
 * @csspart field - The amount of a donation: its name and its field.
 * @csspart field-name - The name of the amount.
 * @csspart word - The words beside the logo.
 * @csspart artwork - The logo.
 * @csspart ring - The ring that turns while the buyer waits.
 * @csspart hidden - Text for screen readers.
 * @csspart error - The error, when the payment could not be started.
 * @csspart way-back - The link that continues a payment at PayPal.
 * @csspart sdk - The buttons of PayPal's SDK.
 * @csspart pay-later - PayPal's message about paying later.
 * @csspart card - The form for a card, below the buttons of PayPal's SDK.
 * @csspart card-title - Its title.
 * @csspart card-field - One field with its name and its error.
 * @csspart card-frame - The place of the field, which is PayPal's.
 * @csspart card-pay - The button that pays with the card.
 * @csspart window - The overlay while PayPal is in a window of its own.
 * @csspart window-title - Its title.
 * @csspart window-text - Its text.
 * @csspart window-show - The button that brings the window back.
 * @csspart window-close - The button that closes the window.
 * @cssprop --cx-button-height - The height, instead of the attribute.
 */
export class CheckoutButton extends CheckoutElement {
  static kind = 'button';
  static observedAttributes = [...LOOK, ...ARTICLE, 'quantity', 'options', 'height', 'offer', 'suggested', ...TERMS, 'hosted-button-id'];

  static {
    reflect(this);
  }

  // The form that is there, or one of the attributes alone, may say it all.
  get _needed() {
    const { options } = page;
    if (!options) return false;
    // A window beside the page is the module's.
    const beside = /popup|auto/.test(options.presentation);
    // What is sent as it is.
    if (this.hostedButtonId) return beside;
    if (/^(donate|subscribe|viewcart)$/.test(this.label)) {
      // The server makes the form.
      if (this.offer && (options.server || options.createUrl)) return true;
      const isOwn = !(this.name ?? this.price) && this.querySelector('form');
      return !isOwn && !!((this.label === 'donate' && this.suggested) || options.paypalPage || beside);
    }
    if (this.product !== null) return true;
    // Without an article, a form of another kind is what it is about.
    return this.name ?? this.price ?? this.sku
      ? beside || /server|client|sdk/.test(options.path) || ['server', 'createUrl', 'pricing', 'products', 'paypalPage'].some((name) => options[name])
      : this.label !== 'addtocart' && (this.querySelector('form [name=cmd]')?.value ?? '_cart') === '_cart';
  }

  // The page's own form needs nothing until a hand comes near.
  get _eager() {
    return this._needed || !this.firstElementChild;
  }

  _paint() {
    const { options, failed } = page;
    // What the page put here stays until the module is there, if it has to come.
    if (this.firstElementChild || !options || (this._needed && failed)) return undefined;
    const button = make(
      'button',
      { type: 'button', class: `p ${this.color ?? 'gold'} ${this.shape ?? 'rect'}`, part: 'paypal', 'aria-busy': this._busy },
      'PayPal',
    );
    // Words and logo come later.
    page.light?.dress(this, button);
    button.onclick = () => {
      if (this._needed) this._press();
      else this._work((light) => light.pay(this));
    };
    return make('div', { part: 'pay' }, button);
  }
}
