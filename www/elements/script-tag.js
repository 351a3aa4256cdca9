/**
 * The script tag of `checkout.js`. Modules, inlined and evaluated scripts have
 * no `currentScript`; then it is the tag with the configuration.
 */
export const scriptTag =
  globalThis.document?.currentScript ?? globalThis.document?.querySelector('script[data-environment],script[data-business]');
