// The elements that pages put their own listeners on.

const ELEMENT_STYLE = `
  :host { display: inline-block; min-width: 150px; width: 100%; max-width: 750px; }
  :host([hidden]) { display: none; }
`;

/** Words by the `type` of a `<paypal-button>`. */
const TYPES = { pay: 'pay', checkout: 'checkout', buynow: 'buynow', subscribe: 'subscribe', donate: 'donate' };

/** A button of the page: disabled, it swallows clicks. */
class SandboxButton extends HTMLElement {
  static observedAttributes = ['type', 'disabled'];

  constructor() {
    super();
    const shadow = this.attachShadow({ mode: 'open', delegatesFocus: true });
    shadow.adoptedStyleSheets = [styleSheet(window, BUTTON_STYLE + ELEMENT_STYLE)];
    takeOver(this, ['type']);
    this.addEventListener('click', (event) => {
      if (this.hasAttribute('disabled')) event.stopImmediatePropagation();
    });
  }

  connectedCallback() {
    this.draw();
  }

  attributeChangedCallback() {
    this.draw();
  }

  get type() {
    return this.getAttribute('type');
  }

  set type(value) {
    setOrRemove(this, 'type', value);
  }

  get disabled() {
    return this.hasAttribute('disabled');
  }

  set disabled(value) {
    this.toggleAttribute('disabled', Boolean(value));
  }

  /** The words, or nothing where there is nothing to draw yet. */
  get text() {
    return BUTTON_TEXTS[TYPES[this.getAttribute('type')] ?? 'paypal'];
  }

  get fundingSource() {
    return 'paypal';
  }

  get color() {
    return /(blue|black|white)/.exec(this.className)?.[1] ?? 'gold';
  }

  draw() {
    this.shadowRoot.replaceChildren();
    if (!this.text) return;
    const button = drawButton(document, {
      fundingSource: this.fundingSource,
      text: this.text,
      role: 'button',
      color: this.color,
      shape: 'rect',
      height: 45,
      // A click goes on to the element by itself, a key does not.
      onPress: (event) => event.type === 'keydown' && this.click(),
    });
    if (this.disabled) button.setAttribute('aria-disabled', 'true');
    button.classList.toggle('disabled', this.disabled);
    this.shadowRoot.append(button);
  }
}

/** A button with properties, or attributes of their names; it is drawn as soon as all of them are set. */
function withProperties(names) {
  return class extends SandboxButton {
    static observedAttributes = [...SandboxButton.observedAttributes, ...names.map((name) => name.toLowerCase())];

    constructor() {
      super();
      takeOver(this, names);
    }

    attributeChangedCallback(attribute, _, value) {
      const name = names.find((known) => known.toLowerCase() === attribute);
      if (name) this[name] = value;
      else super.attributeChangedCallback();
    }

    get isReady() {
      return names.every((name) => this[name]);
    }

    static {
      for (const name of names) {
        Object.defineProperty(this.prototype, name, {
          get() {
            return this[`_${name}`];
          },
          set(value) {
            this[`_${name}`] = value;
            this.draw();
          },
        });
      }
    }
  };
}

class PayLaterButton extends withProperties(['countryCode', 'productCode']) {
  get text() {
    return this.isReady ? BUTTON_TEXTS.paylater : '';
  }

  get fundingSource() {
    return 'paylater';
  }
}

class CreditButton extends withProperties(['countryCode']) {
  get text() {
    return this.isReady ? BUTTON_TEXTS.credit : '';
  }

  get fundingSource() {
    return 'credit';
  }

  get color() {
    return 'darkblue';
  }
}

/** `<venmo-button>`. */
class VenmoButton extends SandboxButton {
  get text() {
    return BUTTON_TEXTS.venmo;
  }

  get fundingSource() {
    return 'venmo';
  }

  get color() {
    return 'blue';
  }
}

/** `<paypal-basic-card-button>`: a card on PayPal's pages. */
class BasicCardButton extends SandboxButton {
  get text() {
    return 'Debit or Credit Card';
  }

  get fundingSource() {
    return 'card';
  }

  get color() {
    return 'black';
  }
}

for (const [name, element] of [
  ['paypal-button', class extends SandboxButton {}],
  ['paypal-pay-later-button', PayLaterButton],
  ['paypal-credit-button', CreditButton],
  ['venmo-button', VenmoButton],
  ['paypal-basic-card-button', BasicCardButton],
]) {
  if (!customElements.get(name)) customElements.define(name, element);
}
