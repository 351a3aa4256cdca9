// The sheet that says more about paying later.

const LEARN_MORE_STYLE = `
  dialog { margin: auto; padding: 24px; border: 1px solid #c9cdd2; border-radius: 12px; width: min(400px, 92vw); box-sizing: border-box;
    font: 16px/1.5 system-ui, sans-serif; color: #1b1f24; background: #fff; }
  dialog::backdrop { background: rgb(0 0 0 / 60%); }
  h2 { margin: 0 0 8px; font-size: 20px; line-height: 1.3; }
  p { margin: 0 0 16px; }
  button { min-height: 44px; padding: 0 20px; border: 1px solid #1b1f24; border-radius: 22px; font: inherit; color: inherit; background: none; cursor: pointer; }
  @media (prefers-color-scheme: dark) {
    dialog { color: #f1f3f5; background: #1b1f24; border-color: #444b54; }
    button { border-color: #f1f3f5; }
  }
`;

/** What `createLearnMore` gives a page. */
class LearnMore {
  #options;
  #host = null;
  #text = null;

  constructor(options) {
    this.#options = options;
  }

  get isOpen() {
    return this.#host !== null;
  }

  async open(changes) {
    this.update(changes);
    if (this.isOpen) return;
    this.#host = document.createElement('div');
    const shadow = this.#host.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = [styleSheet(window, LEARN_MORE_STYLE)];
    const dialog = document.createElement('dialog');
    const heading = document.createElement('h2');
    heading.id = 'heading';
    heading.textContent = 'Pay later with PayPal';
    dialog.setAttribute('aria-labelledby', heading.id);
    this.#text = document.createElement('p');
    const note = document.createElement('p');
    note.textContent = 'The sandbox lends nothing: the whole amount is taken from the test buyer’s balance at once.';
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'Close';
    button.addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => this.#closed());
    dialog.append(heading, this.#text, note, button);
    shadow.append(dialog);
    document.body.append(this.#host);
    this.#write();
    dialog.showModal();
    this.#options.onShow?.();
  }

  async show() {
    await this.open();
  }

  close() {
    this.#host?.shadowRoot.querySelector('dialog').close();
  }

  update(changes) {
    Object.assign(this.#options, changes);
    this.#write();
  }

  /** PayPal's frames speak to the page; the sandbox has none here. */
  setupPostMessenger() {}

  #write() {
    if (this.isOpen) this.#text.textContent = messageText(this.#options.amount, this.#options.currencyCode);
  }

  #closed() {
    this.#host.remove();
    this.#host = null;
    this.#options.onClose?.();
  }
}
