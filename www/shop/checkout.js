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

/**
 * Tells the elements where PayPal is and in what money and language to speak.
 * Resolves to false when they cannot run here.
 */
export async function configureCheckout({ catalogue, locale, path }) {
  try {
    const [{ configure, ready }, words] = await Promise.all([load(), messages(locale)]);
    configure({
      environment: catalogue.environment,
      server: '/api',
      ...(path === 'form' ? { path } : { path: 'server', api: path }),
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
