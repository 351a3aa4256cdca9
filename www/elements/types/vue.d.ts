import type { CheckoutAttributes, CheckoutEvents } from './index.js';
import type { DefineComponent, HTMLAttributes } from 'vue';

type Listeners = {
  onCartChange?: (event: CustomEvent<CheckoutEvents['cart-change']>) => void;
  onCheckout?: (event: CustomEvent<CheckoutEvents['checkout']>) => void;
  onCheckoutError?: (event: CustomEvent<CheckoutEvents['checkout-error']>) => void;
  onCheckoutStatus?: (event: CustomEvent<CheckoutEvents['checkout-status']>) => void;
};

type Component<K extends keyof CheckoutAttributes> = DefineComponent<CheckoutAttributes[K] & Listeners & HTMLAttributes>;

declare module 'vue' {
  interface GlobalComponents {
    CheckoutAdd: Component<'checkout-add'>;
    CheckoutButton: Component<'checkout-button'>;
    CheckoutCart: Component<'checkout-cart'>;
    CheckoutReturn: Component<'checkout-return'>;
  }
}
