import type { CheckoutAttributes, CheckoutElementEvents } from './index.js';
import type { HTMLAttributes, PublicProps } from 'vue';

/** A name as Vue's type checker looks it up: without hyphens. */
type Camel<S extends string> = S extends `${infer First}-${infer Rest}` ? `${First}${Capitalize<Camel<Rest>>}` : S;

type Attributes<A> = { [K in keyof A as Camel<K & string>]: A[K] };

type Listeners = {
  [K in keyof CheckoutElementEvents as `on${Capitalize<Camel<K>>}`]?: (event: CustomEvent<CheckoutElementEvents[K]>) => void;
};

/** A template ref to it is the element. */
type Component<K extends keyof CheckoutAttributes> = new () => HTMLElementTagNameMap[K] & {
  $props: Attributes<CheckoutAttributes[K]> & Listeners & Omit<HTMLAttributes, keyof CheckoutAttributes[K]> & PublicProps;
};

declare module 'vue' {
  interface GlobalComponents {
    CheckoutAdd: Component<'checkout-add'>;
    CheckoutButton: Component<'checkout-button'>;
    CheckoutCart: Component<'checkout-cart'>;
    CheckoutReturn: Component<'checkout-return'>;
  }
}
