// The package as one classic script: defines the elements, and configures them
// from the script tag's own attributes.

import { configure, createCheckout, define, ready } from './index.js';
import { scriptTag } from './script-tag.js';

const options = { ...scriptTag?.dataset };
if (options.environment ?? options.business ?? options.server) configure(options);
else define(options.prefix);

globalThis.leptosPaypal = { configure, createCheckout, ready };
