// The buyer's pages, in a window of their own or in a frame over the page.

const POPUP_SIZE = { width: 500, height: 590 };
const CLOSED_CHECK_INTERVAL = 200;

const OVERLAY_STYLE = `
  dialog { position: fixed; inset: 0; margin: auto; padding: 0; border: 0; border-radius: 8px;
    width: min(500px, 96vw); height: min(640px, 94vh); overflow: hidden; background: #fff; }
  dialog::backdrop { background: rgb(0 0 0 / 60%); }
  iframe { width: 100%; height: 100%; border: 0; }
  button { position: absolute; top: 8px; right: 8px; width: 32px; height: 32px; border: 0; border-radius: 50%;
    font: 20px/1 sans-serif; cursor: pointer; background: #fff; color: #333; }
`;

/** The one window of this page. */
let openView = null;

/** Makes `view` the page's window; the buyer has left the one before. */
function replaceView(view) {
  openView?.close();
  openView = view;
  return view;
}

const isOpen = (view) => view !== null && !view.isClosed();

/** Brings an open window to the front; false where the buyer has just closed it, which it says a moment later. */
async function bringToFront(view) {
  view.focus();
  await new Promise((resolve) => setTimeout(resolve, CLOSED_CHECK_INTERVAL));
  return !view.isClosed();
}

/** Resolves as `promise` does, or with nothing as soon as the buyer closes the window. */
function whileOpen(view, promise) {
  return new Promise((resolve, reject) => {
    const settle = (how, value) => {
      clearInterval(timer);
      how(value);
    };
    const timer = setInterval(() => view.isClosed() && settle(resolve), CLOSED_CHECK_INTERVAL);
    promise.then(
      (value) => settle(resolve, value),
      (error) => settle(reject, error),
    );
  });
}

/** A popup. To be opened while the buyer's click lasts; null where it is blocked. */
function openPopup() {
  const { width, height } = POPUP_SIZE;
  const left = Math.round(window.screenX + (window.outerWidth - width) / 2);
  const top = Math.round(window.screenY + (window.outerHeight - height) / 2);
  const popup = window.open('', uniqueId(), `popup,width=${width},height=${height},left=${left},top=${top}`);
  if (!popup || popup.closed) return null;
  try {
    popup.document.title = 'PayPal';
    popup.document.body.textContent = 'Connecting…';
  } catch {
    // A window that the page has no access to shows nothing meanwhile.
  }
  return replaceView({
    isFrame: false,
    target: popup,
    show: (url) => popup.location.replace(url),
    isClosed: () => popup.closed,
    focus: () => popup.focus(),
    close: () => popup.close(),
  });
}

/** A frame over the page, which the buyer can close. */
function openFrame() {
  const host = document.createElement('div');
  host.className = 'paypal-checkout-sandbox';
  const shadow = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(OVERLAY_STYLE);
  shadow.adoptedStyleSheets = [sheet];
  const dialog = document.createElement('dialog');
  dialog.setAttribute('aria-label', 'PayPal');
  const frame = document.createElement('iframe');
  frame.title = 'PayPal Checkout';
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-label', 'Close');
  button.textContent = '×';
  // So that Escape closes the dialog at once: keys in the frame stay there.
  button.autofocus = true;
  button.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => host.remove());
  dialog.append(frame, button);
  shadow.append(dialog);
  document.body.append(host);
  dialog.showModal();
  return replaceView({
    isFrame: true,
    target: frame.contentWindow,
    show: (url) => {
      frame.src = url;
    },
    isClosed: () => !host.isConnected,
    focus: () => frame.focus(),
    close: () => dialog.close(),
  });
}

/** Address of the buyer's pages for a checkout in a window. */
function checkoutUrl(token, view, { clientId, fundingSource, commit, onAddress, onOption }) {
  const url = new URL(`${BASE}/checkoutnow`);
  const parameters = {
    token,
    opener: window.location.origin,
    ancestors: ANCESTORS,
    presentation: view.isFrame ? 'modal' : 'popup',
    fundingSource,
    client_id: clientId,
    useraction: commit ? 'commit' : 'continue',
    shipping: onAddress ? 'ask' : undefined,
    options: onOption ? 'ask' : undefined,
  };
  for (const [name, value] of Object.entries(parameters)) {
    if (value) url.searchParams.set(name, value);
  }
  return url.href;
}

/**
 * Shows a checkout and resolves with what became of it: `{ event: 'approve' }`
 * with payer and token, or `{ event: 'cancel' }`, also where the buyer closes
 * the window. `options.onAddress` and `options.onOption` say for an address,
 * and for a way of shipping, why it is refused, or nothing. Rejects where the
 * page's policy forbids the frame.
 */
function showCheckout(view, token, options) {
  return new Promise((resolve, reject) => {
    const settle = (how, value) => {
      clearInterval(timer);
      removeEventListener('message', onMessage);
      document.removeEventListener('securitypolicyviolation', onViolation);
      view.close();
      how(value);
    };
    const onMessage = async ({ origin, source, data }) => {
      if (origin !== SANDBOX_ORIGIN || source !== view.target || data?.token !== token) return;
      if (data.paypalSandbox === 'end') {
        settle(resolve, data);
      } else if (data.paypalSandbox === 'shipping') {
        const { kind, question } = data;
        const refusal = await (kind === 'option' ? options.onOption : options.onAddress)?.(data);
        if (!view.isClosed()) view.target.postMessage({ paypalSandbox: 'shipping', question, refusal }, SANDBOX_ORIGIN);
      }
    };
    const onViolation = ({ effectiveDirective, blockedURI }) => {
      if (view.isFrame && effectiveDirective === 'frame-src' && blockedURI.startsWith(SANDBOX_ORIGIN)) {
        settle(reject, new Error(`The Content-Security-Policy of this page has no ${SANDBOX_ORIGIN} in frame-src`));
      }
    };
    const timer = setInterval(() => {
      if (view.isClosed()) settle(resolve, { event: 'cancel', token });
    }, CLOSED_CHECK_INTERVAL);
    addEventListener('message', onMessage);
    document.addEventListener('securitypolicyviolation', onViolation);
    if (!view.isClosed()) view.show(checkoutUrl(token, view, options));
  });
}
