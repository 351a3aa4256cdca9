// Joins the shop to the checkout elements.

let elements = null;

/** Loads the elements once; without them their fallbacks stay on the page. */
async function load() {
  elements ??= import('../../pkg/elements.js');
  try {
    return await elements;
  } catch (problem) {
    elements = null;
    throw problem;
  }
}

async function messages(locale) {
  const answer = await fetch(`/locales/${locale}.json`);
  if (!answer.ok) {
    throw new Error(`The checkout's texts for "${locale}" are missing: HTTP ${answer.status}.`);
  }
  return answer.json();
}

/** The app of the sandbox's merchant; a page may show it, the secret stays at the server. */
const CLIENT_ID = 'sandbox-client';

/** The options that say how the shop pays, by the name of the strip's choice. */
function paying(path) {
  if (path === 'form') return { path };
  const [, sdk] = /^sdk_(.*)$/.exec(path) ?? [];
  if (sdk) return { path: 'sdk', sdk, clientId: CLIENT_ID, returnUrl: '/www/return.html', payLaterMessage: true, cardFields: true };
  const [, api] = /^client_(.*)$/.exec(path) ?? [];
  if (!api) return { path: 'server', api: path };
  return { path: 'client', api, clientId: CLIENT_ID, returnUrl: '/www/return.html', cancelUrl: '/www/return.html' };
}

/**
 * Tells the elements where PayPal is and in what money and language to speak.
 * Resolves to false when they cannot run here.
 */
export async function configureCheckout({ catalogue, locale, path, presentation }) {
  try {
    const [{ configure, ready }, words] = await Promise.all([load(), messages(locale)]);
    configure({
      environment: catalogue.environment,
      server: '/api',
      ...paying(path),
      presentation,
      currency: catalogue.currency,
      pricing: catalogue.pricing,
      locale,
      messages: words,
      // With the articles at hand a cart follows the shop into another currency.
      products: catalogue.products,
    });
    await ready();
    return true;
  } catch (problem) {
    console.warn('The checkout elements cannot run on this page.', problem);
    return false;
  }
}
