// Defines the elements at import, under their own names.

import { define } from './index.js';

define();

export { configure, createCheckout, define, ready } from './index.js';
