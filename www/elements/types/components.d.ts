import type { CatalogueProduct, Checkout, CheckoutError, ChosenOption, LookAttributes, Product } from './index.js';

/** Colour, shape, words and height of a button. */
export interface ButtonLook extends LookAttributes {
  height?: number;
}

export interface ArticleProps {
  product?: Product | CatalogueProduct | null;
  sku?: string;
  name?: string;
  price?: string;
  currency?: string;
  maxQuantity?: number;
  picture?: string;
}

/** Subject of a button. */
export interface ButtonProps extends ArticleProps {
  quantity?: number;
  options?: ChosenOption[] | Record<string, string>;
  /** The id of a subscription or donation in the server's catalogue. */
  offer?: string;
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

export interface CartProps {
  /** Shows a button that opens the cart. */
  dialog?: boolean;
}

export interface Deferred {
  /** Leaves the module until an element needs it. */
  deferLoading?: boolean;
}

/** State of the elements: pending until they have taken over; with `deferLoading` it stays `pending`. */
export interface PayPalState {
  readonly loadingStatus: 'pending' | 'resolved' | 'rejected';
  readonly error: CheckoutError | undefined;
}

type Later<F> = F extends (...given: infer G) => infer R ? (...given: G) => Promise<Awaited<R>> : never;

/** Actions of the cart. */
export interface PayPalCartActions {
  add: Later<Checkout['add']>;
  setQuantity: Later<Checkout['setQuantity']>;
  remove: Later<Checkout['remove']>;
  clear: Later<Checkout['clear']>;
  /** Leaves the page for PayPal. */
  checkout: Later<Checkout['checkout']>;
}
