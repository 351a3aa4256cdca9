// PayPal's app on a phone, which the sandbox has a page for, and the way back.

/** Phones and tablets. The sandbox's app is on each of them. */
const isOnPhone = () => /Android|iPhone|iPad|iPod/.test(navigator.userAgent);

/** Callbacks that the app cannot ask: with them the checkout stays in the browser. */
const asksShipping = (options) => Boolean(options.onShippingChange || options.onShippingAddressChange || options.onShippingOptionsChange);

/** Address of the page that stands for the app. */
function appUrl(token, fundingSource, commit) {
  const url = new URL(`${BASE}/checkoutnow`);
  const parameters = { token, app: 'switch', button_session_id: uniqueId(), fundingSource, useraction: commit ? 'commit' : 'continue' };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/**
 * The checkout that has returned to an address: from the app, or
 * from a redirect. A page in a frame gives that of the page around.
 */
function returnedCheckout(address = window.location.href) {
  const url = new URL(address, window.location.href);
  const hash = url.hash.slice(1);
  const [, event] = /^(onApprove|onCancel|onError)(?=[&?]|$)/.exec(hash) ?? [];
  const [, hashQuery = ''] = /[?&](.*)$/s.exec(hash) ?? [];
  for (const query of [new URLSearchParams(hashQuery), url.searchParams]) {
    const orderId = query.get('token');
    if (!orderId) continue;
    const payerId = query.get('PayerID');
    return { event: event ?? (payerId ? 'onApprove' : 'onCancel'), orderId, payerId, fundingSource: query.get('fundingSource') ?? 'paypal' };
  }
  return null;
}
