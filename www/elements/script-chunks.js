// Takes the place of chunks.js in checkout.js: a script from another origin
// without `crossorigin` has no address that relative ones could start from.

import { scriptTag } from './script-tag.js';

const from = scriptTag?.src;

/** The files of the package that are loaded when a page needs them. */
export const chunks = {
  module: () => (from ? import(new URL('./module.js', from)) : import('./module.js')),
  pay: () => (from ? import(new URL('./pay.js', from)) : import('./pay.js')),
  headless: () => (from ? import(new URL('./headless.js', from)) : import('./headless.js')),
};
