import type { CheckoutAttributes, CheckoutDocumentEvents, CheckoutElementEvents } from './index.js';
import type { HTMLAttributes } from 'svelte/elements';

type ListenersOf<Events> = {
  [K in keyof Events & string as `on${K}`]?: (event: CustomEvent<Events[K]>) => void;
};

type Listeners = ListenersOf<CheckoutElementEvents>;
type DocumentListeners = ListenersOf<CheckoutDocumentEvents>;

type Props<K extends keyof CheckoutAttributes> = HTMLAttributes<HTMLElementTagNameMap[K]> & CheckoutAttributes[K] & Listeners;

declare module 'svelte/elements' {
  interface SvelteDocumentAttributes extends DocumentListeners {}

  interface SvelteHTMLElements {
    'checkout-add': Props<'checkout-add'>;
    'checkout-button': Props<'checkout-button'>;
    'checkout-cart': Props<'checkout-cart'>;
    'checkout-return': Props<'checkout-return'>;
  }
}
