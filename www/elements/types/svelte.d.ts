import type { CheckoutAttributes, CheckoutElementEvents, CheckoutEvents } from './index.js';
import type { HTMLAttributes } from 'svelte/elements';

type Listeners = {
  [K in keyof CheckoutElementEvents as `on${K}`]?: (event: CustomEvent<CheckoutElementEvents[K]>) => void;
};

type Props<K extends keyof CheckoutAttributes> = HTMLAttributes<HTMLElementTagNameMap[K]> & CheckoutAttributes[K] & Listeners;

declare module 'svelte/elements' {
  interface SvelteDocumentAttributes {
    'oncart-change'?: (event: CustomEvent<CheckoutEvents['cart-change']>) => void;
  }

  interface SvelteHTMLElements {
    'checkout-add': Props<'checkout-add'>;
    'checkout-button': Props<'checkout-button'>;
    'checkout-cart': Props<'checkout-cart'>;
    'checkout-return': Props<'checkout-return'>;
  }
}
