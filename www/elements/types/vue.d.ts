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
import type { DefineComponent, HTMLAttributes, Plugin, PublicProps, ShallowRef } from 'vue';

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

/** Colour, shape, words and height of a button. */
export interface PayPalLook extends LookAttributes {
  height?: number;
}

interface ArticleProps {
  product?: Product | CatalogueProduct | null;
  sku?: string;
  name?: string;
  price?: string;
  currency?: string;
}

interface Emits {
  /** Before the page is left for PayPal; `preventDefault()` of the event stays. */
  onClick?: (detail: CheckoutDetail, event: CustomEvent<CheckoutDetail>) => void;
  onError?: (detail: CheckoutErrorDetail) => void;
  onStatus?: (detail: CheckoutStatusDetail) => void;
  /** When the buyer has agreed. It proves nothing to a server. */
  onApprove?: (detail: CheckoutStatusDetail) => void;
  onCancel?: (detail: CheckoutStatusDetail) => void;
}

export interface PayPalPluginOptions extends Options {
  /** Leaves the module until an element needs it. */
  deferLoading?: boolean;
}

/** Plugin that tells the elements about the shop. */
export function createPayPal(options: PayPalPluginOptions): Plugin;

export interface PayPalState {
  readonly loadingStatus: 'pending' | 'resolved' | 'rejected';
  readonly error: CheckoutError | undefined;
}

/** The state of the plugin, reactive. */
export function usePayPal(): PayPalState;

interface ButtonProps {
  look?: PayPalLook;
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
export const PayPalButtons: DefineComponent<
  ArticleProps & ButtonProps & Emits
>;

/** An article with its choices and a button that adds it to the cart. */
export const PayPalAddToCart: DefineComponent<ArticleProps & { maxQuantity?: number; picture?: string } & Emits>;

/** The cart with its button. */
export const PayPalCart: DefineComponent<{ look?: LookAttributes; dialog?: boolean } & Emits>;

/** What became of the payment, on the page where PayPal leads the buyer back. */
export const PayPalReturn: DefineComponent<Emits>;

type Later<F> = F extends (...given: infer G) => infer R ? (...given: G) => Promise<Awaited<R>> : never;

/** The cart and what can be done with it, for shops that draw it themselves. Empty until it is loaded. */
export function useCart(): {
  cart: Readonly<ShallowRef<CartState>>;
  add: Later<Checkout['add']>;
  setQuantity: Later<Checkout['setQuantity']>;
  remove: Later<Checkout['remove']>;
  clear: Later<Checkout['clear']>;
  /** Leaves the page for PayPal. */
  checkout: Later<Checkout['checkout']>;
};
