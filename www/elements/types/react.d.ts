import type {
  CartState,
  CatalogueProduct,
  Checkout,
  CheckoutAttributes,
  CheckoutDetail,
  CheckoutElementEvents,
  CheckoutError,
  CheckoutErrorDetail,
  CheckoutStatusDetail,
  ChosenOption,
  LookAttributes,
  Options,
  Product,
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

/** Colour, shape, words and height of a button, as PayPal's own package takes them. */
export interface PayPalStyle extends LookAttributes {
  height?: number;
}

interface Heard {
  /** Called before the page is left for PayPal; `false` stays. */
  onClick?: (detail: CheckoutDetail) => boolean | void;
  /** Called when a checkout could not be started. */
  onError?: (detail: CheckoutErrorDetail) => void;
  /** Called with every new status. */
  onStatus?: (detail: CheckoutStatusDetail) => void;
}

type Rest = Pick<HTMLAttributes<HTMLElement>, 'id' | 'className' | 'hidden'> & { children?: ReactNode };

interface Article {
  product?: Product | CatalogueProduct | null;
  sku?: string;
  name?: string;
  price?: string;
  currency?: string;
}

export interface PayPalProviderProps extends Partial<Options> {
  /** Leaves the module until an element needs it. */
  deferLoading?: boolean;
  children?: ReactNode;
}

/** Tells the elements about the shop. */
export function PayPalProvider(props: PayPalProviderProps): ReactElement;

export interface PayPalState {
  loadingStatus: 'pending' | 'resolved' | 'rejected';
  error: CheckoutError | undefined;
}

/** The state of the provider above. */
export function usePayPal(): PayPalState;

export interface PayPalButtonsProps extends Heard, Article, Rest {
  style?: PayPalStyle;
  quantity?: number;
  options?: ChosenOption[] | Record<string, string>;
  maxQuantity?: number;
  picture?: string;
  /** An amount that a donor may change. */
  suggested?: string;
  /** The time between the payments of a subscription: `1 M`. */
  every?: string;
  times?: number;
  trial?: string;
  trialPrice?: string;
  secondTrial?: string;
  secondTrialPrice?: string;
  /** The id of a button saved at PayPal. */
  hostedButtonId?: string;
}

/** The PayPal button: it pays the cart, or with an article that alone. */
export function PayPalButtons(props: PayPalButtonsProps): ReactElement;

/** The same button under the name of PayPal's newer package. */
export const PayPalOneTimePaymentButton: typeof PayPalButtons;

export interface PayPalAddToCartProps extends Article, Rest {
  maxQuantity?: number;
  picture?: string;
  onError?: (detail: CheckoutErrorDetail) => void;
}

/** An article with its choices and a button that adds it to the cart. */
export function PayPalAddToCart(props: PayPalAddToCartProps): ReactElement;

export interface PayPalCartProps extends Heard, Rest {
  style?: LookAttributes;
  /** Shows a button that opens the cart. */
  dialog?: boolean;
}

/** The cart with its button. */
export function PayPalCart(props: PayPalCartProps): ReactElement;

export interface PayPalReturnProps extends Omit<Heard, 'onClick'>, Rest {
  /** Called when the buyer has agreed, with the status. It proves nothing to a server. */
  onApprove?: (detail: CheckoutStatusDetail) => void;
  /** Called when the buyer has turned back. */
  onCancel?: (detail: CheckoutStatusDetail) => void;
}

/** What became of the payment, on the page where PayPal leads the buyer back. */
export function PayPalReturn(props: PayPalReturnProps): ReactElement;

type Later<F> = F extends (...given: infer G) => infer R ? (...given: G) => Promise<Awaited<R>> : never;

/** The cart, and what can be done with it. */
export interface PayPalCartActions {
  add: Later<Checkout['add']>;
  setQuantity: Later<Checkout['setQuantity']>;
  remove: Later<Checkout['remove']>;
  clear: Later<Checkout['clear']>;
  /** Leaves the page for PayPal. */
  checkout: Later<Checkout['checkout']>;
}

/** The cart and what can be done with it, for shops that draw it themselves. Empty until it is loaded. */
export function useCart(): CartState & PayPalCartActions;
