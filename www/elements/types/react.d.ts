import type { ArticleProps, ButtonLook, ButtonProps, CartProps, Deferred, PayPalCartActions, PayPalState } from './components.js';
import type {
  CartState,
  CheckoutAttributes,
  CheckoutDetail,
  CheckoutElementEvents,
  CheckoutErrorDetail,
  CheckoutShippingDetail,
  CheckoutShippingOptionDetail,
  CheckoutStatusDetail,
  LookAttributes,
  Options,
} from './index.js';
import type { DetailedHTMLProps, HTMLAttributes, ReactElement, ReactNode } from 'react';

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

export type { PayPalCartActions, PayPalState };

interface Heard {
  /** Called before the page is left for PayPal; `false` stays. */
  onClick?: (detail: CheckoutDetail) => boolean | void;
  /** Called when a checkout could not be started. */
  onError?: (detail: CheckoutErrorDetail) => void;
  /** Called with an address before the buyer pays in a window of PayPal's SDK; `false` refuses it. */
  onShipping?: (detail: CheckoutShippingDetail) => boolean | void;
  /** Called with the way of shipping that the buyer has chosen there; `false` refuses it. */
  onShippingOption?: (detail: CheckoutShippingOptionDetail) => boolean | void;
  /** Called with every new status. */
  onStatus?: (detail: CheckoutStatusDetail) => void;
}

type Rest = Pick<HTMLAttributes<HTMLElement>, 'id' | 'className' | 'hidden'> & { children?: ReactNode };

export interface PayPalProviderProps extends Partial<Options>, Deferred {
  children?: ReactNode;
}

/** Tells the elements about the shop. */
export function PayPalProvider(props: PayPalProviderProps): ReactElement;

/** The state of the provider above. */
export function usePayPal(): PayPalState;

export interface PayPalButtonsProps extends Heard, ButtonProps, Rest {
  /** Its look, as PayPal's own package takes it. */
  style?: ButtonLook;
}

/** The PayPal button: it pays the cart, or with an article that alone; its label may also be `donate`, `subscribe`, `addtocart` or `viewcart`. */
export function PayPalButtons(props: PayPalButtonsProps): ReactElement;

/** The same button under the name of PayPal's newer package. */
export const PayPalOneTimePaymentButton: typeof PayPalButtons;

export interface PayPalAddToCartProps extends Pick<Heard, 'onError'>, ArticleProps, Rest {}

/** An article with its choices and a button that adds it to the cart. */
export function PayPalAddToCart(props: PayPalAddToCartProps): ReactElement;

export interface PayPalCartProps extends Heard, CartProps, Rest {
  style?: LookAttributes;
}

/** The cart with its button. */
export function PayPalCart(props: PayPalCartProps): ReactElement;

export interface PayPalReturnProps extends Omit<Heard, 'onClick' | 'onShipping' | 'onShippingOption'>, Rest {
  /** Called when the buyer has agreed, with the status. It proves nothing to a server. */
  onApprove?: (detail: CheckoutStatusDetail) => void;
  /** Called when the buyer has turned back. */
  onCancel?: (detail: CheckoutStatusDetail) => void;
}

/** Outcome of the payment, on the page where PayPal leads the buyer back. */
export function PayPalReturn(props: PayPalReturnProps): ReactElement;

/** The cart and what can be done with it, for shops that draw it themselves. Empty until it is loaded. */
export function useCart(): CartState & PayPalCartActions;
