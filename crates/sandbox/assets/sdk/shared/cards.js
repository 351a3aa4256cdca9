// Fields of a card, each a frame of the sandbox's own origin: what is typed never
// comes into this page.

const CARD_FIELD_HEIGHT = 48;
const EMPTY_FIELD = { isFocused: false, isEmpty: true, isValid: false, isPotentiallyValid: true };

/** A failure that the API has told of a card. */
class CardError extends Error {
  constructor(message, issue) {
    super(message);
    this.name = 'CardError';
    this.code = issue;
  }
}

/** One field. */
class CardField {
  #session;
  #frame;
  #isReady;
  #answers = new Map();

  constructor(session, kind, options, onEvent) {
    this.kind = kind;
    this.state = EMPTY_FIELD;
    this.cards = [];
    this.#session = session;
    const url = new URL(`${BASE}/sdk/cards/field`);
    for (const [name, value] of Object.entries({ kind, session, origin: window.location.origin, ancestors: ANCESTORS })) url.searchParams.set(name, value);
    const frame = document.createElement('iframe');
    frame.title = `PayPal ${kind}`;
    frame.className = 'component-frame visible';
    // The colours of the field are its own; with another scheme than the page's a frame is not see-through.
    Object.assign(frame.style, { display: 'block', border: 'none', width: '100%', height: '100%', minHeight: `${CARD_FIELD_HEIGHT}px`, colorScheme: 'light' });
    frame.setAttribute('allowtransparency', 'true');
    this.#frame = frame;
    this.#isReady = new Promise((resolve) => {
      const onMessage = ({ source, origin, data }) => {
        if (source !== frame.contentWindow || origin !== SANDBOX_ORIGIN || data?.paypalSandbox !== 'card' || data.session !== session) return;
        if (data.event === 'ready') {
          this.#post('configure', options);
          resolve();
        } else if (data.event === 'answer') {
          this.#answers.get(data.id)?.(data);
          this.#answers.delete(data.id);
        } else {
          this.state = data.state;
          this.cards = data.cards;
          onEvent(data.event, this);
        }
      };
      addEventListener('message', onMessage);
      this.remove = () => {
        removeEventListener('message', onMessage);
        this.#fail('The field has been removed');
        frame.remove();
      };
    });
    frame.src = url.href;
  }

  get element() {
    return this.#frame;
  }

  get isReady() {
    return this.#isReady;
  }

  /** Refuses what still waits for an answer. */
  #fail(failure) {
    for (const settle of this.#answers.values()) settle({ failure });
    this.#answers.clear();
  }

  #post(command, options, id) {
    this.#frame.contentWindow?.postMessage({ paypalSandbox: 'card', session: this.#session, command, options, id }, SANDBOX_ORIGIN);
  }

  /** Has the field do something, and resolves with its answer. */
  async call(command, options) {
    await this.#isReady;
    const id = uniqueId();
    const { result, failure } = await new Promise((resolve) => {
      this.#answers.set(id, resolve);
      this.#post(command, options, id);
    });
    if (failure !== undefined) throw new Error(failure);
    return result;
  }
}

/** The fields of one card. */
class CardFieldsGroup {
  #session = crypto.randomUUID();
  #fields = new Map();
  #onEvent;

  constructor(onEvent) {
    this.#onEvent = onEvent;
  }

  add(kind, options) {
    if (this.#fields.has(kind)) throw new Error(`There is a field for the ${kind} already`);
    const field = new CardField(this.#session, kind, options, (event, own) => this.#onEvent(event, own));
    this.#fields.set(kind, field);
    return field;
  }

  remove(field) {
    if (this.#fields.get(field.kind) === field) this.#fields.delete(field.kind);
    field.remove();
  }

  removeAll() {
    for (const field of [...this.#fields.values()]) this.remove(field);
  }

  field(kind) {
    return this.#fields.get(kind);
  }

  get cards() {
    return this.#fields.get('number')?.cards ?? [];
  }

  stateOf(kind) {
    return this.#fields.get(kind)?.state;
  }

  /**
   * Confirms an order with the card: the field of the number asks the others
   * and calls the API. Resolves with `{ errors }` where fields are not good.
   */
  async submit({ orderId, token, name, billingAddress }) {
    const number = this.#fields.get('number');
    const kinds = [...this.#fields.keys()];
    for (const kind of ['number', 'expiry', 'cvv']) {
      if (!kinds.includes(kind)) throw new Error(`The card has no field for its ${kind}`);
    }
    const options = { orderId, token: await token, kinds, name, billingAddress };
    const { failure, ...answer } = await number.call('submit', options);
    if (failure) throw new CardError(failure.message, failure.issue);
    return answer;
  }
}
