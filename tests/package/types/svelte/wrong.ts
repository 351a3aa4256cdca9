// Compiled only, in the Svelte example: what cannot be written there.

import 'leptos-paypal/svelte';
import type { SvelteHTMLElements } from 'svelte/elements';
import type { Product } from 'leptos-paypal';

type Written<K extends `checkout-${string}` & keyof SvelteHTMLElements> = SvelteHTMLElements[K];

export const wrong = (product: Product) => [
  // @ts-expect-error there is no such colour
  { color: 'green' } satisfies Written<'checkout-button'>,
  // @ts-expect-error there is no such label
  { label: 'Checkout' } satisfies Written<'checkout-cart'>,
  // @ts-expect-error amounts are never numbers
  { name: 'Mug', price: 18 } satisfies Written<'checkout-add'>,
  // @ts-expect-error an article has a price
  { product: { sku: 'MUG', name: 'Mug' } } satisfies Written<'checkout-add'>,
  // @ts-expect-error a cart has no article
  { product } satisfies Written<'checkout-cart'>,
  // @ts-expect-error it is the document's
  { 'oncart-change': (event) => event.detail.units } satisfies Written<'checkout-cart'>,
  // @ts-expect-error the detail has no such field
  { oncheckout: (event) => event.detail.count } satisfies Written<'checkout-cart'>,
  // @ts-expect-error there is no such event
  { onpaid: () => {} } satisfies Written<'checkout-return'>,
];
