// `paypal.Buttons`.

const instances = new Set();

/** Buttons of a page, to be rendered into an element. */
class ButtonsInstance {
  #options;
  #style;
  #host = null;
  #isEnabled = true;
  /** Page of the buyer, now or last. */
  #view = null;
  #listeners = new Map();

  constructor(options) {
    merchantIds();
    this.#style = normalizeStyle(options.style ?? {}, options.fundingSource);
    this.#options = { ...options };
    this.event = {
      on: (name, listener) => {
        this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), listener]);
        return { cancel: () => this.#listeners.set(name, this.#listeners.get(name).filter((one) => one !== listener)) };
      },
    };
  }

  #emit(name) {
    for (const listener of this.#listeners.get(name) ?? []) listener();
  }

  #sources() {
    const { fundingSource } = this.#options;
    return fundingSource ? [fundingSource] : SHOWN_FUNDING;
  }

  isEligible() {
    const { fundingSource } = this.#options;
    return !fundingSource || isFundingEligible(fundingSource);
  }

  async render(target) {
    const { fundingSource } = this.#options;
    if (!this.isEligible()) throw new Error(`${fundingSource} is not eligible`);
    const container = findContainer(target);
    const { label, layout, shape, height } = this.#style;
    const sources = this.#sources().slice(0, layout === 'horizontal' ? 2 : undefined);
    const host = container.ownerDocument.createElement('div');
    host.id = `zoid-paypal-buttons-${uniqueId()}`;
    host.className = `paypal-buttons paypal-buttons-context-iframe paypal-buttons-label-${label} paypal-buttons-layout-${layout}`;
    this.#host = host;
    instances.add(this);
    container.append(host);
    const rows = layout === 'vertical' ? sources.length : 1;
    const title = fundingSource ? `PayPal-${fundingSource}` : 'PayPal';
    const body = await drawFrame(host, title, rows * height + (rows - 1) * 12 + 4);
    if (!body || this.#host !== host) return;
    const row = body.ownerDocument.createElement('div');
    row.className = `paypal-buttons-list ${layout}`;
    row.append(...sources.map((source) => this.#draw(body.ownerDocument, source)));
    body.append(row);
    this.#emit('rendered');
    await this.#init(row);
  }

  #draw(owner, source) {
    const { label, color, shape, height, borderRadius } = this.#style;
    return drawButton(owner, {
      fundingSource: source,
      text: BUTTON_TEXTS[source === 'paypal' ? label : source],
      role: 'link',
      color: this.#options.fundingSource ? color : (USUAL_COLORS[source] ?? color),
      shape,
      height,
      radius: borderRadius,
      onPress: () => this.#press(source),
    });
  }

  async #init(row) {
    const show = (isEnabled) => {
      this.#isEnabled = isEnabled;
      for (const button of row.children) {
        button.classList.toggle('disabled', !isEnabled);
        button.setAttribute('aria-disabled', String(!isEnabled));
      }
    };
    const actions = { enable: async () => show(true), disable: async () => show(false) };
    await guarded(this.#options, () => this.#options.onInit?.({ correlationID: uniqueId() }, actions));
  }

  get #isOpen() {
    return isOpen(this.#view);
  }

  async #press(source) {
    if (this.#isOpen && (await bringToFront(this.#view))) return;
    let isAllowed = true;
    const refuse = async () => {
      isAllowed = false;
    };
    await guarded(this.#options, async () => {
      try {
        const said = await this.#options.onClick?.({ fundingSource: source }, { resolve: async () => true, reject: refuse });
        if (said === false) isAllowed = false;
      } catch (error) {
        isAllowed = false;
        throw error;
      }
    });
    if (!isAllowed || !this.#isEnabled || this.#isOpen) return;
    const { view, running } = startCheckout(this.#options, source);
    this.#view = view;
    await running;
  }

  async close() {
    this.#host?.remove();
    this.#host = null;
    instances.delete(this);
    this.#emit('destroyed');
  }

  async updateProps(options) {
    this.#options = { ...this.#options, ...options };
  }

  clone(options) {
    return new ButtonsInstance({ ...this.#options, ...options });
  }

  async onError(error) {
    await guarded(this.#options, () => {
      throw error;
    });
  }

  async show() {
    if (this.#host) this.#host.hidden = false;
  }

  async hide() {
    if (this.#host) this.#host.hidden = true;
  }

  async focus() {
    this.#host?.querySelector('iframe')?.focus();
  }

  async resize() {}

  async renderTo(owner, target) {
    if (owner !== window) throw new Error('The offline sandbox renders into its own window alone');
    return this.render(target);
  }

  hasReturned() {
    return returnedCheckout() !== null;
  }

  resume() {
    return resumeCheckout(this.#options);
  }
}

const Buttons = (options = {}) => new ButtonsInstance(options);
Buttons.instances = [];
