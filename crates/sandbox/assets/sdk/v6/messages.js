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
    createLearnMore({ onShow, onClose } = {}) {
      const learnMore = {
        isOpen: false,
        async open() {
          learnMore.isOpen = true;
          onShow?.();
        },
        close() {
          learnMore.isOpen = false;
          onClose?.();
        },
        update() {},
        show: () => learnMore.open(),
        setupPostMessenger() {},
      };
      return learnMore;
    },
  };
}

/** `<paypal-message>`, which shows what it is given, or fetches it by itself. */
class PayPalMessage extends HTMLElement {
  static observedAttributes = ['amount', 'currency-code', 'auto-bootstrap'];

  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
    // What a page has set before the element was known.
    if (Object.hasOwn(this, 'amount')) {
      const { amount } = this;
      delete this.amount;
      this.amount = amount;
    }
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
    if (value === null || value === undefined) this.removeAttribute('amount');
    else this.setAttribute('amount', value);
  }

  #bootstrap() {
    if (!this.isConnected || !this.hasAttribute('auto-bootstrap')) return;
    this.setContent({ text: messageText(this.amount, this.getAttribute('currency-code') ?? 'USD') });
  }

  setContent(content) {
    const text = document.createElement('span');
    text.textContent = content?.text ?? '';
    this.shadowRoot.replaceChildren(text);
  }
}

if (!customElements.get('paypal-message')) customElements.define('paypal-message', PayPalMessage);
