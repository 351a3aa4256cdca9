// The package as one classic script: defines the elements, and configures them
// from the script tag's own attributes.

import { configure, createCheckout, define, ready } from './index.js';

const options = { ...document.currentScript.dataset };
if (options.pricing) options.pricing = JSON.parse(options.pricing);
if (options.environment) configure(options);
else define(options.prefix);

globalThis.leptosPaypal = { configure, createCheckout, ready };
