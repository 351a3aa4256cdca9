import type { CheckoutAttributes, CheckoutElementEvents } from './index.js';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Listeners = {
  [K in keyof CheckoutElementEvents as `on${K}`]?: (event: CustomEvent<CheckoutElementEvents[K]>) => void;
};

type Props<K extends keyof CheckoutAttributes> = DetailedHTMLProps<HTMLAttributes<HTMLElementTagNameMap[K]>, HTMLElementTagNameMap[K]> &
  CheckoutAttributes[K] &
  Listeners;

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'checkout-add': Props<'checkout-add'>;
      'checkout-button': Props<'checkout-button'>;
      'checkout-cart': Props<'checkout-cart'>;
      'checkout-return': Props<'checkout-return'>;
    }
  }
}
