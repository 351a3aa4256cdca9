// The package as one classic script: defines the elements, and configures them
// from the script tag's own attributes.

import { fromJson } from './attributes.js';
import { configure, createCheckout, define, ready } from './index.js';
import { scriptTag } from './script-tag.js';

const options = { ...scriptTag?.dataset };
for (const name of ['pricing', 'products', 'messages', 'pollMs']) {
  if (options[name]) options[name] = fromJson(options[name]);
}
if (options.environment ?? options.business ?? options.server ?? options.currency) configure(options);
else define(options.prefix);

globalThis.leptosPaypal = { configure, createCheckout, ready };
