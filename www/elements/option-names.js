const NAMES = new Set([
  'environment',
  'currency',
  'server',
  'path',
  'api',
  'createUrl',
  'completeUrl',
  'clientId',
  'sdk',
  'nonce',
  'fundingSources',
  'payLaterMessage',
  'cardFields',
  'appSwitch',
  'business',
  'returnUrl',
  'cancelUrl',
  'notifyUrl',
  'pricing',
  'weightUnit',
  'paypalPage',
  'products',
  'presentation',
  'locale',
  'messages',
  'storageKey',
  'pollMs',
  'prefix',
  'wasmUrl',
]);

/** Names options that nobody reads. The module does the same. */
export function warnOfUnknown(options) {
  for (const name of Object.keys(options)) {
    if (!NAMES.has(name)) console.warn(`leptos-paypal: there is no option ${name}; there are ${[...NAMES].join(', ')}`);
  }
}
