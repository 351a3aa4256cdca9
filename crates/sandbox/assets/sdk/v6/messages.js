// `paypal-messages`: one sentence about paying later.

const MESSAGE_TEXT = 'Buy now, pay later with PayPal (sandbox).';

function createPayPalMessages() {
  return {
    async fetchContent({ onReady, onContentReady } = {}) {
      const content = { text: MESSAGE_TEXT };
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

/** `<paypal-message>`, which shows what it is given. */
class PayPalMessage extends HTMLElement {
  constructor() {
    super();
    this.attachShadow({ mode: 'open' });
  }

  connectedCallback() {
    if (this.hasAttribute('auto-bootstrap')) this.setContent({ text: MESSAGE_TEXT });
  }

  setContent(content) {
    const text = document.createElement('span');
    text.textContent = content?.text ?? '';
    this.shadowRoot.replaceChildren(text);
  }
}

if (!customElements.get('paypal-message')) customElements.define('paypal-message', PayPalMessage);
