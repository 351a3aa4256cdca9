// The global object.

const PAGE_TYPES = ['cart', 'checkout', 'home', 'mini-cart', 'product-details', 'product-listing', 'search-results'];

/** The payload of a client token. */
function payloadOf(token) {
  try {
    const encoded = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    return JSON.parse(atob(encoded));
  } catch {
    throw new SessionError('ERR_INVALID_CLIENT_TOKEN', 'The client token is not a JWT');
  }
}

async function createInstance({ clientId, clientToken, components = ['paypal-payments'], pageType, testBuyerCountry, locale } = {}) {
  if (Boolean(clientId) === Boolean(clientToken)) {
    throw new SessionError('ERR_INVALID_OPTIONS', 'Expected one of clientId and clientToken');
  }
  if (pageType !== undefined && !PAGE_TYPES.includes(pageType)) {
    throw new SessionError('ERR_INVALID_OPTIONS', `Unexpected pageType: ${pageType}`);
  }
  const unknown = components.find((name) => !isComponent(name));
  if (unknown) throw new SessionError('ERR_INVALID_OPTIONS', `Unexpected component: ${unknown}`);
  let current = clientToken;
  const context = {
    clientId: clientId ?? payloadOf(clientToken).client_id,
    country: testBuyerCountry ?? 'US',
    token: () => current ?? accessToken(clientId),
  };
  try {
    await context.token();
  } catch (error) {
    throw new SessionError('ERR_CLIENT_ID_INVALID', error.message);
  }
  const instance = {
    locale,
    findEligibleMethods: (options) => findEligibleMethods(context, options),
    hydrateEligibleMethods: eligibilityOf,
    updateLocale(value) {
      instance.locale = value;
    },
    updateClientToken(token) {
      if (clientId) throw new SessionError('ERR_INVALID_OPTIONS', 'The instance was made with a client id');
      context.clientId = payloadOf(token).client_id;
      current = token;
    },
  };
  for (const component of components) Object.assign(instance, methodsOf(component, context));
  return instance;
}

window[NAMESPACE] = { version: '6.0.0', createInstance };

// A script of PayPal's comes from afar, after the page; the sandbox's is there
// first. A page whose `onload` calls a function further down finds it then.
if (SCRIPT.async && document.readyState === 'loading') {
  const hold = (event) => {
    if (event.target === SCRIPT) event.stopImmediatePropagation();
  };
  document.addEventListener('load', hold, { capture: true });
  document.addEventListener(
    'readystatechange',
    () => {
      document.removeEventListener('load', hold, { capture: true });
      SCRIPT.dispatchEvent(new Event('load'));
    },
    { once: true },
  );
}
