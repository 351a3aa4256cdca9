/** The files of the package that are loaded when a page needs them. */
export const chunks = {
  module: () => import('./module.js'),
  pay: () => import('./pay.js'),
  headless: () => import('./headless.js'),
};

/** The address of the WebAssembly module. */
export const wasm = () => new URL('./module_bg.wasm', import.meta.url);
