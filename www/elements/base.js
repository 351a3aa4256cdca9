import { propertyOf } from './attributes.js';
import css from './before.css';
import { make, sheet } from './dom.js';
import { page } from './page.js';

/** How long a page that is being left for PayPal is left alone. */
const LEAVING_MS = 12_000;

/** How long a form waits for the module before it goes without it. */
const WAIT_MS = 6_000;

/** Loads what the elements that are seen need, when nothing else is to do. */
let watch;

/**
 * What the four elements have in common. The children that the page gives them
 * are shown until the module takes over, and again when it cannot.
 *
 * @slot - A plain PayPal form or a link, which works without JavaScript. It is shown until the element has taken over, and whenever it cannot.
 * @fires checkout-error - It did not work, or something is configured wrongly. Detail: `code`, `message`, and where one is to blame `option` and `value`.
 * @cssprop --cx-accent - Buttons and links.
 * @cssprop --cx-on-accent - Text on it.
 * @cssprop --cx-text - Text.
 * @cssprop --cx-muted - Text of less weight.
 * @cssprop --cx-surface - The dialog, and menus.
 * @cssprop --cx-line - Lines.
 * @cssprop --cx-radius - Corners.
 * @cssprop --cx-font - The font.
 * @cssprop --cx-danger - Errors.
 * @cssprop --cx-ok - Success.
 */
export class CheckoutElement extends (globalThis.HTMLElement ?? Object) {
  /** Until when the page is being left. */
  _left = 0;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
    if (!page.sheets[0]) page.sheets.push(sheet(css));
    this._error = make('p', { part: 'error', role: 'alert' });
    this._status = make('span', { part: 'hidden', role: 'status' });
    this.addEventListener('submit', (event) => this._submitted(event));
    // htmx would send a boosted form by fetch, which PayPal does not allow.
    this.addEventListener(
      'submit',
      (event) => {
        if (event.target.closest('[hx-boost=true],[data-hx-boost=true]')) {
          event.stopPropagation();
          this._submitted(event);
        }
      },
      true,
    );
    for (const near of ['pointerenter', 'focusin']) this.addEventListener(near, () => this._wanted());
  }

  connectedCallback() {
    // Set before the element was defined.
    for (const property of this.constructor.observedAttributes.map(propertyOf)) {
      if (Object.hasOwn(this, property)) {
        const value = this[property];
        delete this[property];
        this[property] = value;
      }
    }
    page.elements.add(this);
    this.refresh();
  }

  disconnectedCallback() {
    // A move takes an element out and puts it back at once.
    setTimeout(() => {
      if (!this.isConnected && page.elements.delete(this)) page.module?.drop(this);
    });
  }

  attributeChangedCallback() {
    this.refresh();
  }

  // For the classes below: what the module gets, whether the module is needed,
  // whether something is loaded when the element is seen, and what is shown
  // before the module.
  get _properties() {
    return {};
  }

  get _needed() {
    return true;
  }

  get _eager() {
    return this._needed;
  }

  _paint() {}

  /** Shows what the element is now. */
  refresh() {
    const { module, options } = page;
    if (!this.isConnected) return;
    if (module && options && (this._mounted || (this._needed && !this._leaving))) {
      module.show(this);
      return;
    }
    this._show(this._paint() ?? make('slot'));
    this._status.textContent = this._busy ? (options?.messages?.['paypal.busy'] ?? 'Loading…') : '';
    if (page.failed) this._settle();
    else if (options && this._eager) {
      watch ??= new IntersectionObserver((seen) => {
        for (const { isIntersecting, target } of seen) {
          if (isIntersecting) {
            watch.unobserve(target);
            (globalThis.requestIdleCallback ?? setTimeout)(() => target._seen());
          }
        }
      });
      watch.observe(this);
    }
  }

  /** A click is being worked on. */
  get _busy() {
    return Boolean(this._pending || this._sending || this._leaving);
  }

  get _leaving() {
    return performance.now() < this._left;
  }

  /** The page is being left: nothing takes the place of what was clicked meanwhile. */
  _leave() {
    this._left = performance.now() + LEAVING_MS;
    this.refresh();
    setTimeout(() => this.refresh(), LEAVING_MS);
  }

  /** A click on what was painted: done once, as soon as it can be. */
  _press() {
    this._pending = true;
    page.load().catch(() => {});
    this.refresh();
  }

  /** A click that waited for the module in vain is made on the page's own form or link. */
  _settle() {
    if (this._pending) {
      this._pending = false;
      this.querySelector('form [type=submit],form button,a[href]')?.click();
    }
  }

  /** A form of the page's own, sent while the module may still come. */
  _submitted(event) {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !(this._needed || form.elements.namedItem('cmd'))) return;
    event.preventDefault();
    // A second click changes nothing.
    if (this._busy) return;
    const sent = () =>
      page
        .loadLight()
        .then((light) => light.send(this, form, submitter))
        .catch(() => HTMLFormElement.prototype.submit.call(form));
    this._sending = true;
    this.refresh();
    const done =
      page.options && !page.failed && this._needed
        ? Promise.race([page.load(), new Promise((_, late) => setTimeout(late, WAIT_MS))]).then(
            () => page.module.instead(this, form),
            sent,
          )
        : sent();
    done.finally(() => {
      this._sending = false;
      this.refresh();
    });
  }

  /** Loads what the element needs. */
  _wanted() {
    if (page.options && !page.failed) (this._needed ? page.load() : page.loadLight()).catch(() => {});
  }

  /** It is seen, and nothing else is to do. */
  _seen() {
    this._wanted();
  }

  _show(node) {
    const { shadowRoot, _status } = this;
    const focused = shadowRoot.activeElement;
    shadowRoot.adoptedStyleSheets = page.sheets;
    // The regions stay, or nothing that is written into them is read out.
    if (_status.parentNode) shadowRoot.firstChild.replaceWith(node);
    else shadowRoot.replaceChildren(node, this._error, _status);
    if (focused) (node.querySelector('button') ?? node).focus();
  }
}
