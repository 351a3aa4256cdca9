// `card-fields`: a card that is paid with on the page itself.

const CARD_FIELD_KINDS = ['number', 'expiry', 'cvv', 'name'];
const CARD_EVENTS = ['blur', 'cardtypechange', 'change', 'empty', 'focus', 'inputsubmit', 'notempty', 'validitychange'];

class CardFieldsSession {
  #instance;
  #group;
  #listeners = new Map();
  #isDestroyed = false;

  constructor(instance) {
    this.#instance = instance;
    this.#group = new CardFieldsGroup((event, field) => this.#tell(event, field));
  }

  createCardFieldsComponent({ type, placeholder, label, style, ariaLabel, ariaDescription, ariaInvalidErrorMessage } = {}) {
    if (this.#isDestroyed) throw new SessionError('ERR_SESSION_DESTROYED', 'The session has been destroyed');
    if (!CARD_FIELD_KINDS.includes(type)) throw new SessionError('ERR_INVALID_OPTIONS', `Unexpected type: ${type}`);
    const field = this.#group.add(type, {
      placeholder,
      label: ariaLabel ?? label,
      description: ariaDescription,
      invalidMessage: ariaInvalidErrorMessage,
      style,
    });
    const host = document.createElement('div');
    host.className = `paypal-card-field paypal-card-field-${type}`;
    Object.assign(host.style, { height: '100%', minHeight: `${CARD_FIELD_HEIGHT}px` });
    host.append(field.element);
    host.destroy = () => {
      this.#group.remove(field);
      host.remove();
    };
    return host;
  }

  on(event, listener) {
    if (!CARD_EVENTS.includes(event)) throw new SessionError('ERR_INVALID_OPTIONS', `Unexpected event: ${event}`);
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener]);
  }

  #tell(event, { kind }) {
    const states = CARD_FIELD_KINDS.map((one) => [one, this.#group.stateOf(one)]).filter(([, state]) => state);
    const data = { cards: this.#group.cards, emittedBy: kind, ...Object.fromEntries(states) };
    for (const listener of this.#listeners.get(event) ?? []) listener({ data, sender: kind });
  }

  /** Confirms an order with the card. What the buyer can change is told, not thrown. */
  async submit(order, { name, billingAddress } = {}) {
    if (this.#isDestroyed) throw new SessionError('ERR_SESSION_DESTROYED', 'The session has been destroyed');
    const orderId = await order;
    if (typeof orderId !== 'string' || !orderId) throw new SessionError('ERR_ORDER_ID_MISSING', 'Expected the id of an order');
    const failed = (message) => ({ data: { orderId, message }, state: 'failed' });
    try {
      const answer = await this.#group.submit({ orderId, token: this.#instance.token(), name, billingAddress });
      if (answer.errors) return failed(answer.errors.join(', '));
      const { liabilityShift } = answer;
      return { data: { orderId, ...(liabilityShift && { liabilityShift }) }, state: 'succeeded' };
    } catch (error) {
      if (error instanceof CardError) return failed(error.message);
      throw error;
    }
  }

  update() {}

  destroy() {
    this.#isDestroyed = true;
    this.#group.removeAll();
  }
}

/** Fields of a card that is to be kept for later: there is nowhere to keep it. */
class SaveCardFieldsSession extends CardFieldsSession {
  async submit(setupToken) {
    const message = 'Saving a card is not available in the offline sandbox';
    return { data: { vaultSetupToken: await setupToken, message }, state: 'failed' };
  }
}
