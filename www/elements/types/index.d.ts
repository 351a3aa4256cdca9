/** An amount: a decimal string with at most PayPal's decimals of its currency. */
export interface Money {
  value: string;
  currency: string;
}

/** An option of an article, as the buyer chose it. */
export interface ChosenOption {
  name: string;
  value: string;
}

/** One choice of an option; `price` replaces the article's. */
export interface Choice {
  value: string;
  price?: Money | null;
}

/** A menu of an article. */
export interface ProductOption {
  name: string;
  choices: Choice[];
}

/** What is taken off: an amount, or a percentage such as `'10'`. */
export type Discount = { amount: Money; rate?: undefined } | { rate: string; amount?: undefined };

/** Shipping of one article. */
export interface ItemShipping {
  first: Money;
  further?: Money | null;
}

/** An article, as the catalogue of the merchant server has it. */
export interface Product {
  sku: string;
  name: string;
  price: Money;
  description?: string | null;
  picture?: string | null;
  options?: ProductOption[];
  discount?: Discount | null;
  shipping?: ItemShipping | null;
  handling?: Money | null;
  tax?: Money | null;
  weight?: string | null;
  max_quantity?: number | null;
  sold_out?: boolean;
}

/** What the shop adds to, or takes off, every cart. */
export interface Pricing {
  currency?: string;
  shipping?: (ItemShipping & { free_from?: Money | null }) | null;
  handling?: Money | null;
  discount?: Discount | null;
  tax?: { rate: string; on_shipping?: boolean } | null;
}

/** What a page tells the elements about its shop. */
export interface Options {
  /** Which PayPal buyers are sent to; a base URL is an offline sandbox. */
  environment: 'live' | 'sandbox' | (string & {});
  /** The currency of the cart. */
  currency: string;
  /** The merchant server's API base, such as `/api`. */
  server?: string;
  /** `'server'` lets the server make the payment. Default `'form'`. */
  path?: 'form' | 'server';
  /** PayPal's API, on the server path. */
  api?: 'payments_v1' | 'orders_v2';
  /** Where the button posts, for a server of your own. */
  createUrl?: string;
  /** Where the return page posts, for a server of your own; `{id}` stands for PayPal's id. */
  completeUrl?: string;
  /** Who is paid, on a page without a server: e-mail or account id. */
  business?: string;
  /** `return`, without a server. */
  returnUrl?: string;
  /** `cancel_return`, without a server. */
  cancelUrl?: string;
  /** `notify_url`, without a server. */
  notifyUrl?: string;
  pricing?: Pricing | null;
  /** The catalogue; lines of an earlier cart are priced again from it. */
  products?: Product[];
  /** The language of numbers and money, as `Intl` takes it. Default `'en'`. */
  locale?: string;
  /** The words: one of the package's `locales/*.json`. */
  messages?: Record<string, string>;
  /** Where the cart is kept in `localStorage`. Default `'checkout-cart'`. */
  storageKey?: string;
  /** First pause of the return page's polling, in milliseconds. Default `1000`. */
  pollMs?: number;
  /** The elements' prefix. Default `'checkout'`. */
  prefix?: string;
}

/** A line of the cart: its article with the choices made. */
export interface CartLine {
  sku: string;
  name: string;
  /** Of one, with its choices. */
  price: Money;
  options: ChosenOption[];
  picture?: string;
  max_quantity?: number;
  quantity: number;
  /** Price times quantity. */
  amount: string;
}

/** The cart and what it comes to, in decimal strings of `currency`. */
export interface CartState {
  lines: CartLine[];
  units: number;
  currency: string;
  items: string;
  discount: string;
  shipping: string;
  handling: string;
  tax: string;
  total: string;
}

/** A form variable. */
export interface Field {
  name: string;
  value: string;
}

export interface CartChangeDetail {
  units: number;
  total: string;
  currency: string;
}

export interface CheckoutDetail {
  /** Missing in a form of the page's own without `invoice`. */
  checkoutId?: string;
  /** Missing where PayPal adds up. */
  total?: string;
  currency?: string;
  /** Where the form goes. */
  action: string;
  /** Its variables, in order; none on the server path. */
  fields: Field[];
  /** Where the buyer agrees, on the server path. */
  approvalUrl?: string | null;
}

export interface CheckoutErrorDetail {
  /** A name that does not change. */
  code: string;
  /** What the buyer may read. */
  message: string;
}

export type Status =
  | 'created'
  | 'approved'
  | 'pending'
  | 'paid'
  | 'failed'
  | 'cancelled'
  | 'expired'
  | 'review'
  | 'refunded'
  | 'partially_refunded'
  | 'reversed'
  | 'looking'
  | 'declined'
  | 'refused'
  | 'paypal_unreachable'
  | 'unreachable'
  | 'unknown'
  | 'nothing'
  | 'reported'
  | 'reported_pending'
  | 'thanks';

export interface CheckoutStatusDetail {
  checkoutId: string;
  status: Status;
  reason?: string | null;
}

/** The events, by name, with their details. */
export interface CheckoutEvents {
  'cart-change': CartChangeDetail;
  checkout: CheckoutDetail;
  'checkout-error': CheckoutErrorDetail;
  'checkout-status': CheckoutStatusDetail;
}

/** The events as listeners get them. */
export type CheckoutEventMap = { [K in keyof CheckoutEvents]: CustomEvent<CheckoutEvents[K]> };

/** What everything here throws and rejects with. */
export interface CheckoutError extends Error {
  code: string;
}

export interface CheckoutElement extends HTMLElement {
  addEventListener<K extends keyof CheckoutEvents>(
    type: K,
    listener: (this: this, event: CustomEvent<CheckoutEvents[K]>) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener<K extends keyof HTMLElementEventMap>(
    type: K,
    listener: (this: HTMLElement, event: HTMLElementEventMap[K]) => unknown,
    options?: boolean | AddEventListenerOptions,
  ): void;
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void;
}

/** `<checkout-add>` */
export interface CheckoutAdd extends CheckoutElement {
  product: Product | undefined;
}

/** `<checkout-button>` */
export interface CheckoutButton extends CheckoutElement {
  product: Product | undefined;
}

/** `<checkout-cart>` */
export interface CheckoutCart extends CheckoutElement {
  readonly lines: CartLine[];
  readonly units: number;
  readonly total: string | undefined;
  readonly currency: string | undefined;
  open(): void;
  close(): void;
  clear(): void;
  add(product: Product, options?: ChosenOption[], quantity?: number): void;
}

/** `<checkout-return>` */
export interface CheckoutReturn extends CheckoutElement {}

export type Color =
  | 'gold'
  | 'blue'
  | 'silver'
  | 'white'
  | 'black'
  | 'rebrand-blue'
  | 'rebrand-darkblue'
  | 'rebrand-black';
export type Shape = 'rect' | 'pill' | 'sharp';
export type Label = 'paypal' | 'checkout' | 'buynow' | 'pay' | 'donate' | 'subscribe' | 'installment';

export interface LookAttributes {
  color?: Color;
  shape?: Shape;
  label?: Label;
}

export interface ArticleAttributes {
  sku?: string;
  name?: string;
  price?: string;
  currency?: string;
  'max-quantity'?: number | string;
  picture?: string;
  product?: Product;
}

/** What can be written on each element. */
export interface CheckoutAttributes {
  'checkout-add': ArticleAttributes;
  'checkout-button': LookAttributes &
    ArticleAttributes & { quantity?: number | string; height?: number | string; every?: string };
  'checkout-cart': LookAttributes & { dialog?: boolean | '' };
  'checkout-return': {};
}

/** One article beside the cart. */
export interface Single {
  product: Product;
  quantity?: number;
}

/** The cart and the checkout, without any interface. */
export interface Checkout {
  /** The cart now. */
  readonly cart: CartState;
  /** Puts an article into the cart. Throws a CheckoutError. */
  add(product: Product, choice?: { options?: ChosenOption[]; quantity?: number }): CartState;
  /** Sets how many of a line there are: by its place, or by what is in it. */
  setQuantity(line: number | { sku: string; options?: ChosenOption[] }, quantity: number): CartState;
  remove(line: number | { sku: string; options?: ChosenOption[] }): CartState;
  clear(): CartState;
  /** Changes language, currency or products. */
  configure(options: Options): void;
  /** The form for the cart, or for one article; nothing is sent. */
  form(article?: Single): Promise<CheckoutDetail>;
  /** Leaves the page for PayPal. Rejects with `already_paid`, `busy` or what stood in the way. */
  checkout(article?: Single): Promise<CheckoutDetail>;
  /** What became of the payment that a return page's query names. */
  status(query?: string): Promise<CheckoutStatusDetail>;
  /** Listens, until the function it answers is called. */
  on<K extends keyof CheckoutEvents>(
    name: K,
    listener: (detail: CheckoutEvents[K], event: CustomEvent<CheckoutEvents[K]>) => void,
  ): () => void;
  /** Ends it. */
  close(): void;
}

/** Defines the elements; again, nothing happens. Default prefix `'checkout'`. */
export function define(prefix?: string): void;

/** Sets the page up, or changes it while it runs. Defines the elements. Throws a CheckoutError. */
export function configure(options: Options): void;

/** Loads the module now; resolves when the elements have taken over. Rejects with a CheckoutError. */
export function ready(): Promise<void>;

/** The cart and the checkout without any of our own interface. Rejects with a CheckoutError. */
export function createCheckout(options?: Options): Promise<Checkout>;

declare global {
  interface HTMLElementTagNameMap {
    'checkout-add': CheckoutAdd;
    'checkout-button': CheckoutButton;
    'checkout-cart': CheckoutCart;
    'checkout-return': CheckoutReturn;
  }

  /** The events bubble: any element above, the document and the window hear them. */
  interface GlobalEventHandlersEventMap extends CheckoutEventMap {}
}
