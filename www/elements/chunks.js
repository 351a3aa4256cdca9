// The files of the package that are loaded when a page needs them.

const files = {
  module: () => import('./module.js'),
  pay: () => import('./pay.js'),
  headless: () => import('./headless.js'),
};

/** Loads one of them: `module`, `pay` or `headless`. */
export const chunk = (name) => files[name]();

/** The address of the WebAssembly module. */
export const wasm = () => new URL('./module_bg.wasm', import.meta.url);
