// Components and hooks for React over the elements, by the names that users of
// PayPal's own React package know. Without JSX: nothing has to be compiled.

import { createContext, createElement, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { configure, createCheckout, ready } from './index.js';

const PENDING = { loadingStatus: 'pending', error: undefined };
/** Until it is loaded; servers render it. */
const EMPTY = { lines: [], units: 0, currency: '', items: '', discount: '', shipping: '', handling: '', tax: '', total: '' };

const PayPalContext = createContext(undefined);

/**
 * Tells the elements about the shop: the options of `configure()` as props.
 * `deferLoading` leaves the module until an element needs it.
 */
export function PayPalProvider({ children, deferLoading = false, ...options }) {
  const [state, setState] = useState(PENDING);
  // Options that say the same are the same, whether or not they are new objects.
  const text = JSON.stringify(options);
  useEffect(() => {
    let isCurrent = true;
    const settle = (loadingStatus, error) => isCurrent && setState({ loadingStatus, error });
    try {
      configure(JSON.parse(text));
      if (!deferLoading) {
        ready().then(
          () => settle('resolved'),
          (error) => settle('rejected', error),
        );
      }
    } catch (error) {
      settle('rejected', error);
    }
    return () => {
      isCurrent = false;
    };
  }, [text, deferLoading]);
  return createElement(PayPalContext.Provider, { value: state }, children);
}

/** `{ loadingStatus: 'pending' | 'resolved' | 'rejected', error }` of the provider above. */
export function usePayPal() {
  const state = useContext(PayPalContext);
  if (!state) throw new Error('usePayPal() needs a <PayPalProvider> above it.');
  return state;
}

/** Keeps an element's properties and listeners as they are given; React 18 does neither. */
function useElement(properties, listeners) {
  const ref = useRef(null);
  // Listeners see the values of the last rendering.
  const latest = useRef(listeners);
  useEffect(() => {
    latest.current = listeners;
    const element = ref.current;
    for (const name in properties) {
      const value = properties[name] ?? null;
      if (element[name] !== value) element[name] = value;
    }
  });
  useEffect(() => {
    const element = ref.current;
    const heard = (event) => latest.current[event.type]?.(event);
    const names = Object.keys(latest.current);
    for (const name of names) element.addEventListener(name, heard);
    return () => {
      for (const name of names) element.removeEventListener(name, heard);
    };
  }, []);
  return ref;
}

/** Calls `onClick` before the page is left; what it answers with `false` stays. */
const listeners = ({ onClick, onError, onStatus }) => ({
  checkout(event) {
    if (onClick?.(event.detail) === false) event.preventDefault();
  },
  'checkout-error': ({ detail }) => onError?.(detail),
  'checkout-status': ({ detail }) => onStatus?.(detail),
});

/** What a button can be about: an article, a donation, a subscription, a button saved at PayPal. */
const SUBJECT = [
  'product',
  'sku',
  'name',
  'price',
  'currency',
  'quantity',
  'options',
  'maxQuantity',
  'picture',
  'suggested',
  'every',
  'times',
  'trial',
  'trialPrice',
  'secondTrial',
  'secondTrialPrice',
  'hostedButtonId',
];

/** The PayPal button: it pays the cart, or with an article that alone; its label may be `donate` or `subscribe`. */
export function PayPalButtons({ style, onClick, onError, onStatus, children, ...given }) {
  const { color, shape, label, height } = style ?? {};
  const subject = Object.fromEntries(SUBJECT.map((name) => [name, given[name]]));
  const rest = Object.fromEntries(Object.entries(given).filter(([name]) => !SUBJECT.includes(name)));
  const ref = useElement({ color, shape, label, height, ...subject }, listeners({ onClick, onError, onStatus }));
  return createElement('checkout-button', { ...rest, ref }, children);
}

/** The button under the name that PayPal's newer package has for it. */
export const PayPalOneTimePaymentButton = PayPalButtons;

/** An article with its choices and a button that adds it to the cart. */
export function PayPalAddToCart({ product, sku, name, price, currency, maxQuantity, picture, onError, children, ...rest }) {
  const ref = useElement({ product, sku, name, price, currency, maxQuantity, picture }, listeners({ onError }));
  return createElement('checkout-add', { ...rest, ref }, children);
}

/** The cart with its button; with `dialog` behind a button of its own. */
export function PayPalCart({ style, dialog, onClick, onError, onStatus, children, ...rest }) {
  const { color, shape, label } = style ?? {};
  const ref = useElement({ color, shape, label, dialog }, listeners({ onClick, onError, onStatus }));
  return createElement('checkout-cart', { ...rest, ref }, children);
}

const APPROVED = new Set(['approved', 'pending', 'paid', 'reported', 'reported_pending']);

/**
 * What became of the payment, on the page where PayPal leads the buyer back.
 * `onApprove` hears of one that the buyer has agreed to, `onCancel` of one that
 * was left, `onStatus` of everything.
 */
export function PayPalReturn({ onApprove, onCancel, onError, onStatus, children, ...rest }) {
  const told = (detail) => {
    onStatus?.(detail);
    if (APPROVED.has(detail.status)) onApprove?.(detail);
    if (detail.status === 'cancelled') onCancel?.(detail);
  };
  const ref = useElement({}, listeners({ onError, onStatus: told }));
  return createElement('checkout-return', { ...rest, ref }, children);
}

/** One cart for the page, whoever asks. */
const cart = {
  checkout: undefined,
  state: EMPTY,
  subscribers: new Set(),
  load() {
    cart.checkout ??= createCheckout().then((checkout) => {
      checkout.on('cart-change', cart.refresh);
      cart.made = checkout;
      cart.refresh();
      return checkout;
    });
    // A load that failed can be tried again.
    cart.checkout.catch(() => {
      cart.checkout = undefined;
    });
    return cart.checkout;
  },
  refresh() {
    cart.state = cart.made.cart;
    for (const told of cart.subscribers) told();
  },
  subscribe(told) {
    cart.subscribers.add(told);
    return () => cart.subscribers.delete(told);
  },
};

/**
 * The cart and what can be done with it, for shops that draw it themselves:
 * `{ lines, units, total, currency, add, setQuantity, remove, clear, checkout }`.
 * The functions answer promises; `checkout()` leaves the page.
 */
export function useCart() {
  const { loadingStatus } = usePayPal();
  useEffect(() => {
    if (loadingStatus !== 'rejected') cart.load().catch(() => {});
  }, [loadingStatus]);
  const state = useSyncExternalStore(
    cart.subscribe,
    () => cart.state,
    () => EMPTY,
  );
  const actions = useMemo(() => {
    const call =
      (name) =>
      async (...given) =>
        (await cart.load())[name](...given);
    return Object.fromEntries(['add', 'setQuantity', 'remove', 'clear', 'checkout'].map((name) => [name, call(name)]));
  }, []);
  return { ...state, ...actions };
}
