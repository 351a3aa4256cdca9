// `paypal-messages`: one sentence about paying later.

function createPayPalMessages({ currencyCode = 'USD' } = {}) {
  return {
    async fetchContent({ amount, onReady, onTemplateReady, onContentReady } = {}) {
      const content = { text: messageText(amount, currencyCode) };
      onTemplateReady?.(content);
      onReady?.(content);
      onContentReady?.(content);
      return content;
    },
    createLearnMore: (options) => new LearnMore({ currencyCode, ...options }),
  };
}

/** `<paypal-message>`, which shows what it is given, or fetches it by itself. */
class PayPalMessage extends HTMLElement {
  static observedAttributes = ['amount', 'currency-code', 'auto-bootstrap'];

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
    takeOver(this, ['amount', 'currencyCode', 'autoBootstrap']);
  }

  connectedCallback() {
    this.#bootstrap();
  }

  attributeChangedCallback() {
    this.#bootstrap();
  }

  get amount() {
    return this.getAttribute('amount');
  }

  set amount(value) {
    setOrRemove(this, 'amount', value);
  }

  get currencyCode() {
    return this.getAttribute('currency-code') ?? 'USD';
  }

  set currencyCode(value) {
    setOrRemove(this, 'currency-code', value);
  }

  get autoBootstrap() {
    return this.hasAttribute('auto-bootstrap');
  }

  set autoBootstrap(value) {
    this.toggleAttribute('auto-bootstrap', Boolean(value));
  }

  #bootstrap() {
    if (!this.isConnected || !this.autoBootstrap) return;
    this.setContent({ text: messageText(this.amount, this.currencyCode) });
  }

  setContent(content) {
    const text = document.createElement('span');
    text.textContent = content?.text ?? '';
    this.shadowRoot.replaceChildren(text);
  }
}

if (!customElements.get('paypal-message')) customElements.define('paypal-message', PayPalMessage);
