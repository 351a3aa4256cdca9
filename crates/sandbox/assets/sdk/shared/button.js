// Buttons, drawn by the sandbox without PayPal's pictures.

const BUTTON_STYLE = `
  :host, html, body { margin: 0; padding: 0; background: transparent; }
  .paypal-buttons-list { display: flex; flex-direction: column; gap: 12px; }
  .paypal-buttons-list.horizontal { flex-direction: row; }
  .paypal-buttons-list.horizontal > .paypal-button { flex: 1; }
  .paypal-button { flex: none; box-sizing: border-box; width: 100%; min-height: 25px; padding: 0 12px; display: flex;
    align-items: center; justify-content: center; border: 1px solid transparent; border-radius: 4px; cursor: pointer;
    font: 600 16px/1 system-ui, sans-serif; color: #000; background: #ffc439; user-select: none; white-space: nowrap; }
  .paypal-button.disabled { cursor: not-allowed; opacity: .5; }
  .paypal-button:hover { filter: brightness(.96); }
  .paypal-button:focus-visible { outline: 3px solid #0070e0; outline-offset: -3px; }
  .shape-pill { border-radius: 999px; } .shape-sharp { border-radius: 0; }
  .color-blue { background: #0070ba; color: #fff; } .color-darkblue { background: #003087; color: #fff; }
  .color-black { background: #2c2e2f; color: #fff; } .color-silver { background: #eee; }
  .color-white { background: #fff; border-color: #555; }
`;

/** Words on a button, by what it is for. */
const BUTTON_TEXTS = {
  paypal: 'PayPal',
  checkout: 'PayPal Checkout',
  buynow: 'Buy now with PayPal',
  pay: 'Pay with PayPal',
  installment: 'PayPal Installments',
  subscribe: 'Subscribe with PayPal',
  donate: 'Donate with PayPal',
  paylater: 'Pay Later',
  credit: 'PayPal Credit',
  venmo: 'Venmo',
};

/** A style sheet of `owner`, which no policy of the page forbids. */
function styleSheet(owner, text) {
  const sheet = new owner.CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
}

/** One button; `onPress` is called for a click, Enter and the space bar. */
function drawButton(owner, { fundingSource, text, role, color, shape, height, radius, onPress }) {
  const button = owner.createElement('div');
  button.className = `paypal-button paypal-button-color-${color} color-${color} shape-${shape}`;
  button.setAttribute('role', role);
  button.setAttribute('tabindex', '0');
  button.setAttribute('data-funding-source', fundingSource);
  button.setAttribute('data-button', 'true');
  button.setAttribute('aria-label', text);
  button.textContent = text;
  button.style.height = `${height}px`;
  if (radius !== undefined) button.style.borderRadius = `${radius}px`;
  button.addEventListener('click', onPress);
  button.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onPress(event);
    }
  });
  return button;
}

/** An empty frame of the page's own origin: the page's styles end there. */
async function drawFrame(container, title, height) {
  const frame = container.ownerDocument.createElement('iframe');
  frame.title = title;
  frame.className = 'component-frame visible';
  frame.width = '100%';
  frame.height = String(height);
  frame.setAttribute('allowtransparency', 'true');
  frame.style.border = 'none';
  frame.style.display = 'block';
  const loaded = new Promise((resolve) => frame.addEventListener('load', resolve, { once: true }));
  container.append(frame);
  await loaded;
  // Removed again before it was there, as React's strict mode does.
  if (!frame.contentDocument) return null;
  const inside = frame.contentDocument;
  inside.documentElement.lang = document.documentElement.lang || 'en';
  inside.title = title;
  inside.adoptedStyleSheets = [styleSheet(frame.contentWindow, BUTTON_STYLE)];
  return inside.body;
}

/** The element that `target`, a selector or an element, stands for. */
function findContainer(target) {
  const element = typeof target === 'string' ? document.querySelector(target) : target;
  if (!element) throw new Error(`Document is ready and element ${target} does not exist`);
  if (element.tagName === 'BUTTON') throw new Error('Do not render the PayPal button into a button element');
  return element;
}
