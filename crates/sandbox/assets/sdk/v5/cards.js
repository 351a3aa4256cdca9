// `paypal.CardFields`, and hosted fields, which the sandbox has not.

const CARD_FIELDS = { name: 'cardNameField', number: 'cardNumberField', cvv: 'cardCvvField', expiry: 'cardExpiryField' };
const CARD_ERRORS = { name: 'INVALID_NAME', number: 'INVALID_NUMBER', cvv: 'INVALID_CVV', expiry: 'INVALID_EXPIRY' };
const INPUT_EVENTS = { change: 'onChange', focus: 'onFocus', blur: 'onBlur', inputsubmit: 'onInputSubmitRequest' };

/** Fields of a card that a page places by itself. */
class CardFieldsInstance {
  #options;
  #group;
  #own = new Map();
  #isSubmitting = false;

  constructor(options) {
    merchantIds();
    if (options.createVaultSetupToken) throw new Error('createVaultSetupToken is not available in the offline sandbox');
    this.#options = options;
    this.#group = new CardFieldsGroup((event, field) => this.#tell(event, field));
  }

  isEligible() {
    return TAKES_CARDS && SETTINGS.components.includes('card-fields');
  }

  #state(kind) {
    const fields = {};
    const errors = [];
    for (const [name, member] of Object.entries(CARD_FIELDS)) {
      const state = this.#group.stateOf(name);
      if (!state) continue;
      fields[member] = { ...state };
      if (!state.isValid) errors.push(CARD_ERRORS[name]);
    }
    const cards = this.#group.cards.map(({ type, niceType, code }) => ({ type, niceType, code }));
    return { cards, emittedBy: kind ?? '', isFormValid: errors.length === 0 && Object.keys(fields).length > 0, errors, fields };
  }

  #tell(event, { kind }) {
    const name = INPUT_EVENTS[event];
    if (!name) return;
    for (const callbacks of [this.#options.inputEvents, this.#own.get(kind)]) callbacks?.[name]?.(this.#state(kind));
  }

  #field(kind, { placeholder, style, inputEvents } = {}) {
    const options = { placeholder, style: { ...this.#options.style, ...style } };
    let field = null;
    const call = async (command, more) => {
      if (!field) throw new Error(`The field for the ${kind} is not rendered`);
      await field.call(command, more);
    };
    return {
      render: async (target) => {
        if (!this.isEligible()) throw new Error('Card Fields are not eligible');
        const container = findContainer(target);
        if (inputEvents) this.#own.set(kind, inputEvents);
        field = this.#group.add(kind, options);
        const host = document.createElement('div');
        host.id = `zoid-paypal-card-${kind}-field-${uniqueId()}`;
        host.style.height = `${CARD_FIELD_HEIGHT}px`;
        host.append(field.element);
        container.append(host);
        await field.isReady;
      },
      close: async () => {
        if (!field) return;
        const host = field.element.parentElement;
        this.#group.remove(field);
        host?.remove();
        field = null;
      },
      focus: () => call('focus'),
      clear: () => call('clear'),
      setAttribute: (name, value) => call('setAttribute', { name, value }),
      removeAttribute: (name) => call('removeAttribute', { name }),
      addClass: (name) => call('addClass', { name }),
      removeClass: (name) => call('removeClass', { name }),
      setMessage: (text) => call('setMessage', { text }),
    };
  }

  NameField(options) {
    return this.#field('name', options);
  }

  NumberField(options) {
    return this.#field('number', options);
  }

  CVVField(options) {
    return this.#field('cvv', options);
  }

  ExpiryField(options) {
    return this.#field('expiry', options);
  }

  async getState() {
    return this.#state();
  }

  /** Makes the order, and confirms it with the card. */
  async submit({ name, billingAddress } = {}) {
    if (this.#isSubmitting) throw new Error('The card is being submitted already');
    this.#isSubmitting = true;
    try {
      const { errors } = this.#state();
      if (errors.length > 0) throw new Error(errors[0]);
      const orderId = await this.#options.createOrder?.({ paymentSource: 'card' });
      if (typeof orderId !== 'string' || !orderId) throw new Error('Expected an order id to be passed');
      await checkTerms(orderId);
      const answer = await this.#group.submit({ orderId, token: plainToken(), name, billingAddress });
      if (answer.errors) throw new Error(answer.errors[0]);
      const { liabilityShift } = answer;
      await this.#options.onApprove?.({ orderID: orderId, ...(liabilityShift && { liabilityShift }) });
    } catch (error) {
      this.#options.onError?.(error);
      throw error;
    } finally {
      this.#isSubmitting = false;
    }
  }
}

const CardFields = (options = {}) => {
  const instance = new CardFieldsInstance(options);
  const methods = ['isEligible', 'NameField', 'NumberField', 'CVVField', 'ExpiryField', 'getState', 'submit'];
  return Object.fromEntries(methods.map((name) => [name, (...given) => instance[name](...given)]));
};

const HostedFields = {
  isEligible: () => false,
  render: async () => {
    throw new Error('Hosted fields are not available in the offline sandbox');
  },
};
