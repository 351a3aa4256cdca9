// Settings of the demo's strip, kept between visits where storage allows it.

const KEY = 'kiln-and-leaf';

/** The languages the shop speaks, in their own words. */
export const LOCALES = { en: 'English', de: 'Deutsch', zh: '中文', ar: 'العربية' };

/** Paths of a payment: a form, the shop's server through one of PayPal's APIs, the browser alone, or the buttons of PayPal's SDK. */
export const PATHS = ['form', 'payments_v1', 'orders_v2', 'nvp', 'soap', 'client_payments_v1', 'client_orders_v2', 'sdk_v5', 'sdk_v6'];

function stored() {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? 'null');
    return value && typeof value === 'object' ? value : {};
  } catch {
    return {};
  }
}

/** The buyer's choices; `currency` is null until one is chosen. */
export function preferences() {
  const { currency, theme, path, presentation } = stored();
  return {
    // appearance.js has settled the language before the first paint.
    locale: document.documentElement.lang in LOCALES ? document.documentElement.lang : 'en',
    currency: typeof currency === 'string' ? currency : null,
    path: PATHS.includes(path) ? path : PATHS[0],
    presentation: presentation === 'popup' ? 'popup' : 'redirect',
    theme: theme === 'light' || theme === 'dark' ? theme : 'auto',
  };
}

/** Remembers choices; without storage they last as long as the page. */
export function remember(changes) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...stored(), ...changes }));
  } catch {
    // Storage is blocked: nothing to keep it in.
  }
}
