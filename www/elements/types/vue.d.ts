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

export type { PayPalState };

interface Emits {
  /** Before the page is left for PayPal; `preventDefault()` of the event stays. */
  onClick?: (detail: CheckoutDetail, event: CustomEvent<CheckoutDetail>) => void;
  onError?: (detail: CheckoutErrorDetail) => void;
  /** An address before the buyer pays in a window of PayPal's SDK; `preventDefault()` of the event refuses it. */
  onShipping?: (detail: CheckoutShippingDetail, event: CustomEvent<CheckoutShippingDetail>) => void;
  /** The way of shipping that the buyer has chosen there; `preventDefault()` of the event refuses it. */
  onShippingOption?: (detail: CheckoutShippingOptionDetail, event: CustomEvent<CheckoutShippingOptionDetail>) => void;
  onStatus?: (detail: CheckoutStatusDetail) => void;
  /** When the buyer has agreed. It proves nothing to a server. */
  onApprove?: (detail: CheckoutStatusDetail) => void;
  onCancel?: (detail: CheckoutStatusDetail) => void;
}

export interface PayPalPluginOptions extends Options, Deferred {}

/** Plugin that tells the elements about the shop. */
export function createPayPal(options: PayPalPluginOptions): Plugin;

/** The state of the plugin, reactive. */
export function usePayPal(): PayPalState;

/** The PayPal button: it pays the cart, or with an article that alone; its label may also be `donate`, `subscribe`, `addtocart` or `viewcart`. */
export const PayPalButtons: DefineComponent<ButtonProps & { look?: ButtonLook } & Emits>;

/** An article with its choices and a button that adds it to the cart. */
export const PayPalAddToCart: DefineComponent<ArticleProps & Emits>;

/** The cart with its button. */
export const PayPalCart: DefineComponent<CartProps & { look?: LookAttributes } & Emits>;

/** Outcome of the payment, on the page where PayPal leads the buyer back. */
export const PayPalReturn: DefineComponent<Emits>;

/** The cart and what can be done with it, for shops that draw it themselves. Empty until it is loaded. */
export function useCart(): { cart: Readonly<ShallowRef<CartState>> } & PayPalCartActions;
