import type { CheckoutAttributes } from './index.js';
import type { DetailedHTMLProps, HTMLAttributes } from 'react';

type Props<K extends keyof CheckoutAttributes> = DetailedHTMLProps<HTMLAttributes<HTMLElementTagNameMap[K]>, HTMLElementTagNameMap[K]> &
  CheckoutAttributes[K] & {
    'oncart-change'?: (event: CustomEvent) => void;
    oncheckout?: (event: CustomEvent) => void;
    'oncheckout-error'?: (event: CustomEvent) => void;
    'oncheckout-status'?: (event: CustomEvent) => void;
  };

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
