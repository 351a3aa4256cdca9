// Another copy of the package, from another folder, as a dependency may bring it.

import { configure, createCheckout, define } from './leptos-paypal/index.js';

define();
configure({
  environment: 'http://127.0.0.1:8081',
  business: 'merchant@example.com',
  currency: 'USD',
  returnUrl: 'two-copies.html',
});

globalThis.copy = createCheckout();
