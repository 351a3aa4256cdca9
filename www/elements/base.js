import { propertyOf } from './attributes.js';
import css from './before.css';
import { make, sheet } from './dom.js';
import { page } from './page.js';

/** Milliseconds that a page that is being left for PayPal is left alone. */
const LEAVING_MS = 12_000;

/** Time that a page may be busy before what it needs is loaded all the same. */
const IDLE_MS = 2_000;

/** Milliseconds that a form waits before it goes as it is. */
const WAIT_MS = 6_000;

/** Loads what the elements that are seen need, when nothing else is to do. */
let watch;

/**
 * Base of the four elements. The children that the page gives them
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
    this._status = make('span', { role: 'status' });
    const submitted = (event) => this._submitted(event);
    this.addEventListener('submit', submitted);
    // htmx would send a boosted form by fetch, which PayPal does not allow.
    this.addEventListener('submit', (event) => event.target.closest('[hx-boost=true],[data-hx-boost=true]') && submitted(event), true);
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

  // For the classes below: whether the module is needed, whether something is
  // loaded when the element is seen, and what is shown before the module.
  get _needed() {
    return true;
  }

  get _eager() {
    return true;
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
    this._before();
    if (page.failed) this._settle();
    else if (options && this._eager) {
      watch ??= new IntersectionObserver((seen) => {
        for (const { isIntersecting, target } of seen) {
          if (isIntersecting) {
            watch.unobserve(target);
            // A page may never be idle, hence the time; Safari has only `setTimeout`, to which it is no delay.
            (globalThis.requestIdleCallback ?? setTimeout)(() => target._seen(), { timeout: IDLE_MS });
          }
        }
      });
      watch.observe(this);
    }
  }

  /** Shows what there is without the module. */
  _before() {
    this._show(this._paint() ?? make('slot'));
    this._status.textContent = this._busy ? (page.options?.messages?.['paypal.busy'] ?? 'Loading…') : '';
  }

  get _leaving() {
    return performance.now() < this._left;
  }

  /** A click is being worked on. */
  get _busy() {
    return this._pending || this._working || this._leaving || false;
  }

  /** The page is being left: nothing takes the place of what was clicked meanwhile. */
  _leave() {
    this._left = performance.now() + LEAVING_MS;
    setTimeout(() => this.refresh(), LEAVING_MS);
  }

  /** A click on what was painted: done once, as soon as it can be. */
  _press() {
    this._pending = true;
    this._wanted();
    this.refresh();
  }

  /** A click that waited for the module in vain is made on the page's own form or link. */
  _settle() {
    if (this._pending) {
      this._pending = false;
      this.querySelector('form [type=submit],form button,a[href]')?.click();
    }
  }

  /** A form of the page's own. */
  _submitted(event) {
    const { target: form, submitter } = event;
    if (event.defaultPrevented || !(this._needed || form.elements.cmd)) return;
    event.preventDefault();
    event.stopPropagation();
    const late = new Promise((_, fail) => setTimeout(fail, WAIT_MS));
    this._work(
      (light) => light.submit(this, form, submitter, late),
      () => HTMLFormElement.prototype.submit.call(form),
      late,
    );
  }

  /** Does something with the part that needs no module; a second click changes nothing. */
  _work(run, otherwise, late) {
    if (this._busy) return;
    this._working = true;
    this.refresh();
    const light = page.load('pay');
    Promise.race([light, late ?? light])
      .then(() => run(page.light))
      .catch(otherwise)
      .finally(() => {
        this._working = false;
        this.refresh();
      });
  }

  /** Loads what the element needs. */
  _wanted(file = this._needed ? 'module' : 'pay') {
    if (page.options && !page.failed) page.load(file).catch(() => {});
  }

  /** It is seen, and nothing else is to do. */
  _seen() {
    this._wanted();
  }

  _show(node) {
    const { shadowRoot, _status } = this;
    const focused = shadowRoot.activeElement;
    shadowRoot.adoptedStyleSheets = page.sheets;
    // The region stays, or nothing that is written into it is read out.
    if (_status.parentNode) shadowRoot.firstChild.replaceWith(node);
    else shadowRoot.replaceChildren(node, _status);
    if (focused) (node.querySelector('button') ?? node).focus();
  }
}
