// `paypal.Messages`: one sentence about paying later, in the page itself.

const MESSAGE_STYLE = '.message { font: 14px/1.4 system-ui, sans-serif; }';

function drawMessage(container, { amount, currency = SETTINGS.currency, onClick, onRender }) {
  container.querySelector(':scope > .paypal-message-host')?.remove();
  const host = document.createElement('div');
  host.className = 'paypal-message-host';
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.adoptedStyleSheets = [styleSheet(window, MESSAGE_STYLE)];
  const text = document.createElement('span');
  text.className = 'message';
  text.textContent = messageText(amount, currency);
  text.addEventListener('click', () => onClick?.());
  shadow.append(text);
  container.append(host);
  onRender?.();
}

const Messages = (options = {}) => ({
  async render(target) {
    const found = target === undefined ? '[data-pp-message]' : target;
    const containers = typeof found === 'string' ? document.querySelectorAll(found) : [found];
    for (const container of containers) {
      drawMessage(container, { amount: container.dataset.ppAmount, ...options });
    }
  },
});

/** Messages that the page has as elements with `data-pp-message`. */
Messages.render = (options = {}) => Messages(options).render();
