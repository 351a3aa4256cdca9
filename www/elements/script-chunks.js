// Takes the place of chunks.js in checkout.js: a script from another origin
// without `crossorigin` has no address that relative ones could start from.

import { scriptTag } from './script-tag.js';

const beside = (file) => new URL(file, scriptTag?.src || document.baseURI);
const load = (file) => import(beside(file));

/** The files of the package that are loaded when a page needs them. */
export const chunks = {
  module: () => load('module.js'),
  pay: () => load('pay.js'),
  headless: () => load('headless.js'),
};

/** The address of the WebAssembly module. */
export const wasm = () => beside('module_bg.wasm');
