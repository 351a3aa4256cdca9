// `paypal.Button`.

const TIMEOUT = 10_000;
const SIZES = {
  tiny: { width: 80, height: 22 },
  small: { width: 150, height: 25 },
  medium: { width: 250, height: 35 },
  large: { width: 350, height: 45 },
  huge: { width: 500, height: 55 },
  responsive: { height: 45 },
};
const STYLE_WORDS = {
  label: ['paypal', 'checkout', 'pay', 'credit', 'card', 'buynow', 'installment', 'generic', 'subscribe', 'donate', 'mark'],
  size: Object.keys(SIZES),
  shape: ['pill', 'rect'],
  color: ['gold', 'blue', 'silver', 'black', 'darkblue', 'white'],
  layout: ['horizontal', 'vertical'],
};

/** Throws for options that checkout.js refuses. */
function checkOptions(options) {
  const { env = 'production', locale, style = {}, payment, billingAgreement, onAuthorize, onApprove } = options;
  if (!ENVIRONMENTS.includes(env)) throw new Error(`Invalid env: ${env}`);
  if (locale && !/^[a-z]{2}[_-][A-Z]{2}$/.test(locale)) throw new Error(`Invalid locale: ${locale}`);
  if (!payment && !billingAgreement) throw new Error('Prop is required: payment');
  if (!onAuthorize && !onApprove) throw new Error('Prop is required: onAuthorize');
  for (const [name, words] of Object.entries(STYLE_WORDS)) {
    const value = style[name];
    if (value !== undefined && !words.includes(value)) throw new Error(`Unexpected style.${name}: ${value}, expected one of ${words.join(', ')}`);
  }
  if (style.layout === 'vertical') {
    if (['tiny', 'small'].includes(style.size)) throw new Error(`Button must be at least medium size for vertical layout, got ${style.size}`);
    if (style.tagline) throw new Error('Unexpected style.tagline for vertical layout');
    if (style.fundingicons) throw new Error('Unexpected style.fundingicons for vertical layout');
  }
}

/** Rejects when `promise` takes too long. */
function inTime(promise, name) {
  const late = new Promise((_, reject) => {
    setTimeout(() => reject(new Error(`Timed out waiting ${TIMEOUT}ms for ${name}`)), TIMEOUT);
  });
  return Promise.race([promise, late]);
}

/** One rendered button. */
class RenderedButton {
  #options;
  #view = null;
  #isEnabled = true;
  #toldError = null;

  constructor(options) {
    checkOptions(options);
    this.#options = options;
  }

  get #env() {
    return this.#options.env ?? 'production';
  }

  async render(target) {
    const container = findContainer(target);
    const { style = {}, onRender, validate } = this.#options;
    const layout = style.layout ?? 'horizontal';
    const { width, height } = SIZES[style.size ?? (layout === 'vertical' ? 'responsive' : 'small')];
    const host = document.createElement('div');
    host.id = `xcomponent-paypal-button-${uniqueId()}`;
    host.className = `paypal-button paypal-button-context-iframe paypal-button-label-${style.label ?? 'checkout'} paypal-button-layout-${layout}`;
    if (width) host.style.width = `${width}px`;
    container.append(host);
    this.host = host;
    const sources = this.#sources(layout);
    const tall = style.height ?? height;
    const body = await drawFrame(host, 'ppbutton', layout === 'vertical' ? sources.length * (tall + 12) : tall + 4);
    if (!body) return;
    const row = body.ownerDocument.createElement('div');
    row.className = `paypal-buttons-list ${layout}`;
    row.append(...sources.map((source) => this.#draw(body.ownerDocument, source, tall)));
    body.append(row);
    validate?.call(this.#self, {
      enable: async () => this.#enable(row, true),
      disable: async () => this.#enable(row, false),
      request,
    });
    onRender?.call(this.#self);
  }

  /** Object that is `this` in the callbacks. */
  get #self() {
    return { props: { ...this.#options, env: this.#env } };
  }

  #sources(layout) {
    const { style = {}, funding = {} } = this.#options;
    if (style.label === 'credit') return ['credit'];
    const isCredit = funding.allowed?.includes('credit') && !funding.disallowed?.includes('credit');
    return layout === 'vertical' && isCredit ? ['paypal', 'credit'] : ['paypal'];
  }

  #draw(owner, source, height) {
    const { label = 'checkout', color = 'gold', shape = 'pill' } = this.#options.style ?? {};
    return drawButton(owner, {
      fundingSource: source,
      text: source === 'credit' ? BUTTON_TEXTS.credit : (BUTTON_TEXTS[label] ?? BUTTON_TEXTS.paypal),
      role: 'button',
      color: source === 'credit' ? 'darkblue' : color,
      shape,
      height,
      onPress: () => this.#press(source),
    });
  }

  #enable(row, isEnabled) {
    this.#isEnabled = isEnabled;
    for (const button of row.children) {
      button.classList.toggle('disabled', !isEnabled);
      button.setAttribute('aria-disabled', String(!isEnabled));
    }
  }

  async #press(source) {
    if (isOpen(this.#view) && (await bringToFront(this.#view))) return;
    this.#toldError = null;
    const { onClick } = this.#options;
    this.#guard(() => onClick?.call(this.#self, { fundingSource: source }));
    if (!this.#isEnabled) return;
    const view = openPopup() ?? openFrame();
    this.#view = view;
    this.#guard(async () => {
      let id;
      try {
        id = await this.#payment();
      } catch (error) {
        view.close();
        throw error;
      }
      await this.#run(view, id, source);
    });
  }

  /** Tells the page of a failure, once. */
  async #guard(callback) {
    try {
      await callback();
    } catch (error) {
      if (this.#toldError === error) return;
      this.#toldError = error;
      const { onError } = this.#options;
      if (onError) onError.call(this.#self, error);
      else throwLater(error);
    }
  }

  /** Id or token of what `payment` has made. */
  async #payment() {
    const { payment, billingAgreement, client } = this.#options;
    const env = this.#env;
    let settle;
    const called = new Promise((resolve, reject) => {
      settle = { resolve, reject };
    });
    // Pages of before call the arguments, as `resolve` and `reject`.
    const data = Object.assign((id) => settle.resolve(id), {});
    const actions = Object.assign((error) => settle.reject(error), {
      payment: { create: (options) => createPayment(env, client, options) },
      order: { create: (options) => createOrder(env, client, options) },
      request,
    });
    const returned = (payment ?? billingAgreement).call(this.#self, data, actions);
    const id = await inTime(returned === undefined ? called : returned, 'payment');
    if (typeof id !== 'string' || !id) throw new Error('No value passed to payment');
    return id;
  }

  async #run(view, id, fundingSource) {
    const { token, intent } = await checkoutTerms(id).catch((error) => {
      view.close();
      throw error;
    });
    const { client, commit, onShippingChange } = this.#options;
    const clientId = await client?.[this.#env];
    const end = await showCheckout(view, token, {
      clientId,
      fundingSource,
      commit: Boolean(commit),
      onAddress: onShippingChange && ((asked) => this.#shippingRefusal(asked, id)),
      onOption: onShippingChange && ((asked) => this.#shippingRefusal(asked, id)),
    });
    const { cancelUrl, returnUrl, paymentId, payerId, accessToken: agreed } = end;
    const paymentID = paymentId ?? id;
    if (end.event === 'cancel') {
      await this.#options.onCancel?.call(this.#self, { paymentToken: token, paymentID, cancelUrl }, { redirect: redirectTo(cancelUrl) });
      return;
    }
    const bearer = agreed ?? (clientId && accessToken(clientId));
    const restart = () => {
      // Without a click there is no popup: the page opens again in a frame.
      const frame = openFrame();
      this.#view = frame;
      this.#guard(() => this.#run(frame, id, fundingSource));
      return new Promise(() => {});
    };
    const data = { paymentToken: token, paymentID, payerID: payerId, returnUrl, cancelUrl, intent: paymentId && intent === 'capture' ? 'sale' : intent };
    const actions = authorizeActions({ end, token: bearer, restart, close: async () => view.close() });
    await (this.#options.onAuthorize ?? this.#options.onApprove).call(this.#self, data, actions);
  }

  async #shippingRefusal({ kind, token, address, option }, paymentID) {
    const usual = kind === 'option' ? OPTION_ERRORS.METHOD_UNAVAILABLE : ADDRESS_ERRORS.ADDRESS_ERROR;
    let refusal;
    const reject = async (reason) => {
      refusal = String(reason ?? usual);
    };
    const { client } = this.#options;
    const patch = async (operations) => {
      const token = accessToken(await clientIdFor(this.#env, client));
      const path = paymentID.startsWith('PAY') ? PAYMENTS : ORDERS;
      return callRest('PATCH', `${path}/${encodeURIComponent(paymentID)}`, token, operations);
    };
    const data = { paymentToken: token, paymentID, ...shippingChange(address, option) };
    try {
      await inTime(this.#options.onShippingChange.call(this.#self, data, { payment: { patch }, order: { patch }, resolve: async () => {}, reject }), 'onShippingChange');
    } catch (error) {
      this.#options.onError?.call(this.#self, error);
      refusal = error?.message || usual;
    }
    return refusal;
  }
}

const Button = {
  instances: [],

  async render(options, target) {
    const button = new RenderedButton(options);
    Button.instances.push(button);
    await button.render(target);
  },

  /** A component of a framework; of React alone. */
  driver(name, { React }) {
    if (name !== 'react') throw new Error(`The offline sandbox has no driver for ${name}`);
    return class extends React.Component {
      constructor(props) {
        super(props);
        this.container = React.createRef();
      }

      componentDidMount() {
        Button.render(this.props, this.container.current);
      }

      render() {
        return React.createElement('div', { ref: this.container });
      }
    };
  },
};
