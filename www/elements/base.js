import css from './before.css';
import { make, sheet } from './dom.js';
import { page } from './page.js';

/** How long a page that is being left for PayPal is left alone. */
const LEAVING_MS = 12_000;

/** How long a form waits for the module before it goes without it. */
const WAIT_MS = 6_000;

/** Loads the module when one of those it is for is seen and nothing else is to do. */
let watch;

/**
 * What the four elements have in common. The children that the page gives them
 * are shown until the module takes over, and again when it cannot.
 *
 * @slot - A plain PayPal form or a link, which works without JavaScript. It is shown until the element has taken over, and whenever it cannot.
 * @fires checkout-error - It did not work; the button can be pressed again. Detail: `code`, `message`.
 * @cssprop --cx-accent - What can be pressed.
 * @cssprop --cx-on-accent - Text on it.
 * @cssprop --cx-text - Text.
 * @cssprop --cx-muted - Text of less weight.
 * @cssprop --cx-surface - The dialog, and menus.
 * @cssprop --cx-line - Lines.
 * @cssprop --cx-radius - Corners.
 * @cssprop --cx-font - The font.
 * @cssprop --cx-danger - What went wrong.
 * @cssprop --cx-ok - What went well.
 */
export class CheckoutElement extends (globalThis.HTMLElement ?? Object) {
  /** Until when the page is being left. */
  _left = 0;

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [(page.sheet ??= sheet(css))];
    this.addEventListener('submit', (event) => this._submitted(event));
    for (const near of ['pointerenter', 'focusin']) this.addEventListener(near, () => this._wanted());
  }

  connectedCallback() {
    page.elements.add(this);
    this.refresh();
  }

  disconnectedCallback() {
    // A move takes an element out and put it back at once.
    setTimeout(() => {
      if (!this.isConnected && page.elements.delete(this)) page.ui?.drop(this);
    });
  }

  attributeChangedCallback() {
    this.refresh();
  }

  // For the classes below: what the module gets, whether it is needed, whether
  // at once when the element is seen, and what is shown before it.
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
    const { ui, options } = page;
    if (!this.isConnected) return;
    if (ui && options && (this._mounted || (this._needed && !this._leaving))) {
      ui.show(this);
      return;
    }
    this._show(this._paint() ?? make('slot'));
    if (page.failed) this._settle();
    else if (options && this._eager) {
      watch ??= new IntersectionObserver((seen) => {
        if (seen.some((one) => one.isIntersecting)) {
          watch.disconnect();
          (globalThis.requestIdleCallback ?? setTimeout)(() => page.load().catch(() => {}));
        }
      });
      watch.observe(this);
    }
  }

  _fire(name, detail) {
    return this.dispatchEvent(
      new CustomEvent(name, { bubbles: true, composed: true, cancelable: true, detail }),
    );
  }

  _report({ code = 'unknown', message }) {
    this._fire('checkout-error', { code, message });
  }

  /** The page is being left by a form: nothing takes its place meanwhile. */
  _leave() {
    this._left = performance.now() + LEAVING_MS;
    setTimeout(() => this.refresh(), LEAVING_MS);
  }

  get _leaving() {
    return performance.now() < this._left;
  }

  /** A click on what was painted: done once, as soon as it can be. */
  _press() {
    this._pending = true;
    page.load().catch(() => {});
    this.refresh();
  }

  /** A click that waited for the module in vain is made on the page's own way. */
  _settle() {
    if (this._pending) {
      this._pending = false;
      this._report(page.failed);
      this.querySelector('form [type=submit],form button,a[href]')?.click();
    }
  }

  /** A form of the page's own, sent while the module may still come. */
  _submitted(event) {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || this._passing) return;
    if (this._leaving || this._sending) {
      // A second click changes nothing.
      event.preventDefault();
    } else if (!page.options || page.failed || !this._needed) {
      const fields = [...new FormData(form)].map(([name, value]) => ({ name, value }));
      if (this._going(form, fields)) this._leave();
      else event.preventDefault();
    } else {
      event.preventDefault();
      this._sending = true;
      const late = new Promise((_, fail) => setTimeout(fail, WAIT_MS));
      Promise.race([page.load(), late])
        .then(() => page.ui.instead(this, form))
        .catch(() => {
          this._leave();
          this._passing = true;
          form.requestSubmit(submitter);
          this._passing = false;
        })
        .finally(() => {
          this._sending = false;
        });
    }
  }

  /** Asks the page whether it lets a form go. */
  _going({ action }, fields) {
    const field = (wanted) => fields.find(({ name }) => name === wanted)?.value;
    return this._fire('checkout', {
      checkoutId: field('invoice'),
      currency: field('currency_code'),
      action,
      fields,
    });
  }

  _wanted() {
    if (page.options && !page.failed && this._needed) page.load().catch(() => {});
  }

  _show(node) {
    const { shadowRoot } = this;
    const focused = shadowRoot.activeElement;
    shadowRoot.replaceChildren(node);
    if (focused) node.focus();
  }
}
