// Takes the place of chunks.js in checkout.js: a script from another origin
// without `crossorigin` has no address that relative ones could start from.

import { scriptTag } from './script-tag.js';

const beside = (file) => new URL(file, scriptTag?.src || document.baseURI);

/** Loads one of the files that a page needs later: `module`, `pay` or `headless`. */
export const chunk = (name) => import(beside(`${name}.js`));

/** The address of the WebAssembly module. */
export const wasm = () => beside('module_bg.wasm');
