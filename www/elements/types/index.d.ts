// The types of one module, in one file: a page imports all of them by one name.

import type { Currency } from './currencies.js';

export type { Currency };

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

/** Discount of the article: an amount, or a percentage such as `'10'`. */
export type Discount = { amount: Money; rate?: undefined } | { rate: string; amount?: undefined };

/** What is taken off single units; `num` is the most further units, by default all. */
export interface UnitDiscounts<T> {
  first: T;
  further: T;
  num?: number | null;
}

/** What is taken off an article: off its line, or off the first unit and further ones. */
export type ArticleDiscount = Discount | { amounts: UnitDiscounts<Money> } | { rates: UnitDiscounts<string> };

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
  discount?: ArticleDiscount | null;
  shipping?: ItemShipping | null;
  handling?: Money | null;
  tax?: Money | null;
  weight?: string | null;
  maxQuantity?: number | null;
  soldOut?: boolean;
}

/** An article of the catalogue, by its number alone. */
export interface CatalogueProduct {
  sku: string;
  name?: undefined;
  price?: undefined;
}

/** Charges and discounts of the shop on every cart. */
export interface Pricing {
  currency?: Currency;
  shipping?: (ItemShipping & { freeFrom?: Money | null }) | null;
  handling?: Money | null;
  discount?: Discount | null;
  tax?: { rate: string; onShipping?: boolean } | null;
  /** The weight of every cart; it replaces the articles' own. */
  weight?: string | null;
}

/** Environment of PayPal that buyers are sent to; an address is an offline sandbox. */
export type Environment = 'live' | 'sandbox' | `http://${string}` | `https://${string}`;

/** Options of `configure()`: the shop, as the page describes it. */
export interface Options {
  /** Environment of PayPal that buyers are sent to; a base URL is an offline sandbox. */
  environment: Environment;
  /** The currency of the cart. */
  currency: Currency;
  /** The merchant server's API base, such as `/api`. Catalogue and prices come from there too. */
  server?: string;
  /** `'server'` lets the server make the payment, `'client'` the page itself with a `clientId`; `'sdk'` shows PayPal's own buttons. Default `'form'`. */
  path?: 'form' | 'server' | 'client' | 'sdk';
  /** PayPal's API, on the server path and the client path; the latter has the first two. */
  api?: 'payments_v1' | 'orders_v2' | 'nvp' | 'soap';
  /** Address that the button posts to, for a server of your own. */
  createUrl?: string;
  /** Address that the return page posts to, for a server of your own; `{id}` stands for PayPal's id. */
  completeUrl?: string;
  /** The client id of the shop's app, on the client path and the SDK path. */
  clientId?: string;
  /** Version of PayPal's SDK, on the SDK path. Default `'v6'`. */
  sdk?: 'v5' | 'v6';
  /** The nonce of the page's Content-Security-Policy, for PayPal's SDK. */
  nonce?: string;
  /** The buttons of PayPal's SDK in their order; a text has blanks between them. Default `['paypal', 'paylater']`. */
  fundingSources?: FundingSource[] | string;
  /** Shows PayPal's message about paying later, on the SDK path. */
  payLaterMessage?: boolean | string;
  /** Fields for a card below the buttons of PayPal's SDK, where PayPal lets the shop take cards on its own page. */
  cardFields?: boolean | string;
  /** Switches to PayPal's app on a phone that has it, on the SDK path; `checkout-shipping` does not come then. */
  appSwitch?: boolean | string;
  /** Payee on a page without a server: e-mail or account id. */
  business?: string;
  /** `return`, without a server; on the SDK path, where the payment is completed. */
  returnUrl?: string;
  /** `cancel_return`, without a server. */
  cancelUrl?: string;
  /** `notify_url`, without a server. */
  notifyUrl?: string;
  pricing?: Pricing | null;
  /** The unit of the articles' weights, without a server. Default `'lbs'`. */
  weightUnit?: 'lbs' | 'kgs';
  /** Variables of PayPal's pages, of the way back and of the buyer, by PayPal's names, in every form that the page makes. */
  paypalPage?: PayPalPage;
  /** Window of PayPal's pages: this one, or one beside it. Default `'redirect'`. */
  presentation?: 'redirect' | 'popup' | 'auto';
  /** The catalogue; lines of an earlier cart are priced again from it. */
  products?: Product[];
  /** The language of numbers and money, as `Intl` takes it. Default `'en'`. */
  locale?: string;
  /** The words: one of the package's `locales/*.json`. */
  messages?: Record<string, string>;
  /** Key of the cart in `localStorage`. Default `'checkout-cart'`. */
  storageKey?: string;
  /** First pause of the return page's polling, in milliseconds. Default `1000`. */
  pollMs?: number;
  /** The elements' prefix. Default `'checkout'`. */
  prefix?: string;
  /** The address of `module_bg.wasm`, where a bundler does not find it; the parts of the module are beside it. */
  wasmUrl?: string | URL;
}

/** A way to pay that PayPal has a button for; `'card'` in SDK v5 alone. */
export type FundingSource = 'paypal' | 'paylater' | 'credit' | 'venmo' | 'card';

/** Variables of PayPal's pages, by PayPal's names. */
export interface PayPalPage {
  /** `'_ext-enter'`: the older way to pre-fill what is known of the buyer. */
  cmd?: '_ext-enter';
  paymentaction?: 'sale' | 'authorization' | 'order';
  rm?: 0 | 1 | 2 | '0' | '1' | '2';
  cbt?: string;
  no_shipping?: 0 | 1 | 2 | '0' | '1' | '2';
  no_note?: Flag;
  cn?: string;
  lc?: string;
  bn?: string;
  /** For Buy Now of one article: the buyer may change the quantity at PayPal. */
  undefined_quantity?: Flag;
  image_url?: string;
  page_style?: string;
  cpp_header_image?: string;
  cpp_headerback_color?: string;
  cpp_headerborder_color?: string;
  cpp_payflow_color?: string;
  cpp_logo_image?: string;
  cpp_cart_border_color?: string;
  cs?: Flag;
  address_override?: Flag;
  email?: string;
  first_name?: string;
  last_name?: string;
  address1?: string;
  address2?: string;
  city?: string;
  state?: string;
  zip?: string;
  country?: string;
  night_phone_a?: string;
  night_phone_b?: string;
  night_phone_c?: string;
  day_phone_a?: string;
  day_phone_b?: string;
  day_phone_c?: string;
}

/** A variable that is on or off. */
type Flag = 0 | 1 | '0' | '1' | boolean;

/** A line of the cart: its article with the choices made. */
export interface CartLine {
  sku: string;
  name: string;
  /** Of one, with its choices. */
  price: Money;
  options: ChosenOption[];
  picture?: string;
  maxQuantity?: number;
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
  /** Null when the totals cannot be calculated. */
  total: string | null;
  currency: string;
}

/** Detail of `checkout`, whoever makes the checkout: the same fields, some of them null. */
export interface CheckoutDetail {
  /** Null in a form of the page's own that PayPal keeps the cart of. */
  checkoutId: string | null;
  /** Null where PayPal adds up. */
  total: string | null;
  currency: string | null;
  /** Address that the form is posted to. */
  action: string;
  /** Its variables, in order; none on the server path and the client path. */
  fields: Field[];
  /** Address where the buyer agrees, on the server path and the client path. */
  approvalUrl: string | null;
}

export interface CheckoutErrorDetail {
  /** A name that does not change. */
  code: string;
  /** A sentence. */
  message: string;
  /** The option, attribute or property it is about, where there is one. */
  option?: string;
  /** The value that was refused. */
  value?: unknown;
}

export type Status =
  | 'created'
  | 'approved'
  | 'subscribed'
  | 'pending'
  | 'paid'
  | 'failed'
  | 'cancelled'
  | 'subscription_over'
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

/** An address of the buyer's at PayPal, before the buyer can pay. */
export interface CheckoutShippingDetail {
  checkoutId: string;
  /** Two letters. */
  countryCode: string;
  /** Empty where the address has none. */
  state: string;
  city: string;
  postalCode: string;
}

/** A way of shipping, of an order with several. */
export interface CheckoutShippingOptionDetail {
  checkoutId: string;
  /** As the server has given it to PayPal. */
  id: string;
  label: string;
  type: 'SHIPPING' | 'PICKUP' | (string & {});
  /** Decimal string; empty where PayPal names none. */
  amount: string;
  currency: string;
}

/** The events of the document, once per change, with their details. */
export interface CheckoutDocumentEvents {
  'cart-change': CartChangeDetail;
}

/** The events of elements, with their details. */
export interface CheckoutElementEvents {
  checkout: CheckoutDetail;
  'checkout-error': CheckoutErrorDetail;
  'checkout-shipping': CheckoutShippingDetail;
  'checkout-shipping-option': CheckoutShippingOptionDetail;
  'checkout-status': CheckoutStatusDetail;
}

/** All events, by name. */
export interface CheckoutEvents extends CheckoutDocumentEvents, CheckoutElementEvents {}

/** The events as listeners get them. */
export type CheckoutEventMap = { [K in keyof CheckoutEvents]: CustomEvent<CheckoutEvents[K]> };

/** Error that everything here throws and rejects with. */
export interface CheckoutError extends Error, CheckoutErrorDetail {}

export interface CheckoutElement extends HTMLElement {
  addEventListener<K extends keyof CheckoutElementEvents>(
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

/** An attribute as a property: what is set is the attribute; null takes it away. */
type Text = string | null;
type NumberText = string | number | null | undefined;

/** Properties of elements that are about one article. */
export interface ArticleElement extends CheckoutElement {
  /** The article, or its JSON. */
  get product(): Product | string | null;
  set product(product: Product | CatalogueProduct | string | null | undefined);
  get sku(): Text;
  set sku(sku: Text | undefined);
  get name(): Text;
  set name(name: Text | undefined);
  get price(): Text;
  set price(price: Text | undefined);
  get currency(): Text;
  set currency(currency: Text | undefined);
  get maxQuantity(): Text;
  set maxQuantity(maxQuantity: NumberText);
  get picture(): Text;
  set picture(picture: Text | undefined);
}

/** Properties of elements with a PayPal button. */
export interface LookElement extends CheckoutElement {
  get color(): Color | null;
  set color(color: Color | null | undefined);
  get shape(): Shape | null;
  set shape(shape: Shape | null | undefined);
  get label(): Label | null;
  set label(label: Label | null | undefined);
}

/** `<checkout-add>` */
export interface CheckoutAdd extends ArticleElement {}

/** `<checkout-button>` */
export interface CheckoutButton extends ArticleElement, LookElement {
  get quantity(): Text;
  set quantity(quantity: NumberText);
  /** The choices, or their JSON. */
  get options(): ChosenOption[] | Record<string, string> | string | null;
  set options(options: ChosenOption[] | Record<string, string> | string | null | undefined);
  get height(): Text;
  set height(height: NumberText);
  get offer(): Text;
  set offer(offer: Text | undefined);
  get suggested(): Text;
  set suggested(suggested: Text | undefined);
  get every(): Text;
  set every(every: Text | undefined);
  get times(): Text;
  set times(times: NumberText);
  get trial(): Text;
  set trial(trial: Text | undefined);
  get trialPrice(): Text;
  set trialPrice(trialPrice: Text | undefined);
  get secondTrial(): Text;
  set secondTrial(secondTrial: Text | undefined);
  get secondTrialPrice(): Text;
  set secondTrialPrice(secondTrialPrice: Text | undefined);
  get hostedButtonId(): Text;
  set hostedButtonId(hostedButtonId: Text | undefined);
}

/** Choices of an article, and its quantity. */
export interface AddChoice {
  /** None, or an empty list: the first choice of each option. */
  options?: ChosenOption[];
  quantity?: number;
}

/** `<checkout-cart>` */
export interface CheckoutCart extends LookElement {
  readonly lines: CartLine[];
  readonly units: number;
  readonly total: string | undefined;
  readonly currency: string | undefined;
  get dialog(): boolean;
  set dialog(dialog: boolean | string | null | undefined);
  open(): void;
  close(): void;
  clear(): void;
  add(product: Product | CatalogueProduct, choice?: AddChoice): void;
  /** @deprecated Write `add(product, { options, quantity })`. */
  add(product: Product | CatalogueProduct, options: ChosenOption[] | undefined, quantity?: number): void;
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
export type Label =
  | 'paypal'
  | 'checkout'
  | 'buynow'
  | 'pay'
  | 'donate'
  | 'subscribe'
  | 'installment'
  | 'addtocart'
  | 'viewcart';

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
  /** The article, or its JSON, which server rendering keeps. */
  product?: Product | CatalogueProduct | string;
}

/** Attributes and properties of each element. */
export interface CheckoutAttributes {
  'checkout-add': ArticleAttributes;
  'checkout-button': LookAttributes &
    ArticleAttributes & {
      quantity?: number | string;
      options?: ChosenOption[] | Record<string, string> | string;
      height?: number | string;
      offer?: string;
      suggested?: string;
      every?: string;
      times?: number | string;
      trial?: string;
      'trial-price'?: string;
      'second-trial'?: string;
      'second-trial-price'?: string;
      'hosted-button-id'?: string;
    };
  'checkout-cart': Omit<LookAttributes, 'label'> & {
    label?: Exclude<Label, 'addtocart' | 'viewcart'>;
    dialog?: boolean | '' | 'true' | 'false';
  };
  'checkout-return': {};
}

/** One article beside the cart. */
export interface Single extends AddChoice {
  product: Product | CatalogueProduct;
}

/** The cart and the checkout, without any interface. */
export interface Checkout {
  /** The cart now. */
  readonly cart: CartState;
  /** Puts an article into the cart. Throws a CheckoutError. */
  add(product: Product | CatalogueProduct, choice?: AddChoice): CartState;
  /** Sets how many of a line there are: by its place, or by what is in it. */
  setQuantity(line: number | { sku: string; options?: ChosenOption[] }, quantity: number): CartState;
  remove(line: number | { sku: string; options?: ChosenOption[] }): CartState;
  clear(): CartState;
  /** Changes language, currency or products; what is not given stays. */
  configure(options: Partial<Options>): void;
  /** The form for the cart, or for one article; nothing is sent. */
  form(article?: Single): Promise<CheckoutDetail>;
  /** Leaves the page for PayPal. Rejects with `already_paid`, `busy` or what stood in the way. */
  checkout(article?: Single): Promise<CheckoutDetail>;
  /** Outcome of the payment that a return page's query names. */
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

/** Sets the page up, or changes it while it runs: what is not given stays. Defines the elements. Throws a CheckoutError. */
export function configure(options: Partial<Options>): void;

/** Loads the module now; resolves when the elements have taken over. Rejects with a CheckoutError: `not_configured` before `configure()`. */
export function ready(): Promise<void>;

/** The cart and the checkout without any of our own interface. Rejects with a CheckoutError. */
export function createCheckout(options?: Partial<Options>): Promise<Checkout>;

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
