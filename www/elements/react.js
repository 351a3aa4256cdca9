// Components and hooks for React over the elements, by the names that users of
// PayPal's own React package know. Without JSX: nothing has to be compiled.

import { createContext, createElement, useContext, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import {
  ARTICLE_PROPERTIES,
  BUTTON_LOOK,
  BUTTON_PROPERTIES,
  CART_ACTIONS,
  CART_LOOK,
  CART_PROPERTIES,
  EMPTY_CART,
  tellStatus,
} from './component-properties.js';
import { configure, createCheckout, ready } from './index.js';

const PENDING = { loadingStatus: 'pending', error: undefined };

const PayPalContext = /* @__PURE__ */ createContext(undefined);

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

/** Calls `onClick` before the page is left, `onShipping` and `onShippingOption` when PayPal asks; `false` stays, and refuses. */
const listeners = ({ onClick, onError, onShipping, onShippingOption, onStatus }) => ({
  checkout(event) {
    if (onClick?.(event.detail) === false) event.preventDefault();
  },
  'checkout-error': ({ detail }) => onError?.(detail),
  'checkout-shipping'(event) {
    if (onShipping?.(event.detail) === false) event.preventDefault();
  },
  'checkout-shipping-option'(event) {
    if (onShippingOption?.(event.detail) === false) event.preventDefault();
  },
  'checkout-status': ({ detail }) => onStatus?.(detail),
});

/** A component for an element: `names` are its properties, `look` those in `style`; everything else goes to the element as it is. */
function component(tag, names, look = []) {
  return function Component({ style, onClick, onError, onShipping, onShippingOption, onStatus, children, ...given }) {
    const properties = Object.fromEntries(look.map((name) => [name, style?.[name]]));
    const rest = {};
    for (const name of names) properties[name] = given[name];
    for (const name in given) if (!names.includes(name)) rest[name] = given[name];
    const ref = useElement(properties, listeners({ onClick, onError, onShipping, onShippingOption, onStatus }));
    // React 18 writes both as they are.
    const { className, hidden, ...others } = rest;
    return createElement(tag, { ...others, class: className, hidden: hidden || undefined, ref }, children);
  };
}

/** The PayPal button: it pays the cart, or with an article that alone; its label may also be `donate`, `subscribe`, `addtocart` or `viewcart`. */
export const PayPalButtons = /* @__PURE__ */ component('checkout-button', BUTTON_PROPERTIES, BUTTON_LOOK);

/** The button under the name that PayPal's newer package has for it. */
export const PayPalOneTimePaymentButton = PayPalButtons;

/** An article with its choices and a button that adds it to the cart. */
export const PayPalAddToCart = /* @__PURE__ */ component('checkout-add', ARTICLE_PROPERTIES);

/** The cart with its button; with `dialog` behind a button of its own. */
export const PayPalCart = /* @__PURE__ */ component('checkout-cart', CART_PROPERTIES, CART_LOOK);

const Return = /* @__PURE__ */ component('checkout-return', []);

/**
 * Outcome of the payment, on the page where PayPal leads the buyer back.
 * `onApprove` hears of one that the buyer has agreed to, `onCancel` of one that
 * was left, `onStatus` of everything.
 */
export function PayPalReturn({ onApprove, onCancel, onStatus, ...given }) {
  const told = (detail) => tellStatus(detail, { status: onStatus, approve: onApprove, cancel: onCancel });
  return createElement(Return, { ...given, onStatus: told });
}

/** One cart for the page, whoever asks. */
const cart = {
  checkout: undefined,
  state: EMPTY_CART,
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
    () => EMPTY_CART,
  );
  const actions = useMemo(() => {
    const call =
      (name) =>
      async (...given) =>
        (await cart.load())[name](...given);
    return Object.fromEntries(CART_ACTIONS.map((name) => [name, call(name)]));
  }, []);
  return { ...state, ...actions };
}
