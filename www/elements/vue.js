// Components and composables for Vue over the elements. Without templates:
// nothing has to be compiled, and no compiler has to be told of the elements.

import { defineComponent, h, inject, onUnmounted, readonly, shallowReactive, shallowRef } from 'vue';
import { configure, createCheckout, ready } from './index.js';

const KEY = Symbol('leptos-paypal');

/**
 * Plugin that tells the elements about the shop: `app.use(createPayPal(options))`.
 * `deferLoading` leaves the module until an element needs it.
 */
export function createPayPal({ deferLoading = false, ...options }) {
  const state = shallowReactive({ loadingStatus: 'pending', error: undefined });
  const settle = (loadingStatus, error) => Object.assign(state, { loadingStatus, error });
  return {
    install(app) {
      app.provide(KEY, readonly(state));
      // On a server there is nothing to load.
      if (!globalThis.document) return;
      try {
        configure(options);
        if (!deferLoading) {
          ready().then(
            () => settle('resolved'),
            (error) => settle('rejected', error),
          );
        }
      } catch (error) {
        settle('rejected', error);
      }
    },
  };
}

/** `{ loadingStatus: 'pending' | 'resolved' | 'rejected', error }`, reactive. */
export function usePayPal() {
  const state = inject(KEY, undefined);
  if (!state) throw new Error('usePayPal() needs app.use(createPayPal(…)).');
  return state;
}

const APPROVED = new Set(['approved', 'pending', 'paid', 'reported', 'reported_pending']);

/** A component for an element: its props are the element's properties. */
function component(name, tag, props, emits, read = (given) => given) {
  return defineComponent({
    name,
    props: Object.fromEntries(props.map((prop) => [prop, { default: undefined }])),
    emits,
    setup(given, { emit, slots }) {
      const heard = {
        onCheckout(event) {
          emit('click', event.detail, event);
        },
        'onCheckout-error': ({ detail }) => emit('error', detail),
        'onCheckout-status'({ detail }) {
          emit('status', detail);
          if (APPROVED.has(detail.status)) emit('approve', detail);
          if (detail.status === 'cancelled') emit('cancel', detail);
        },
      };
      return () => {
        // With a dot Vue sets properties, and no attributes.
        const properties = Object.entries(read(given)).map(([key, value]) => [`.${key}`, value ?? null]);
        return h(tag, { ...Object.fromEntries(properties), ...heard }, slots.default?.());
      };
    },
  });
}

const styled = ({ look, ...given }) => ({ ...given, ...look });

/** The PayPal button: it pays the cart, or with an article that alone. `look` is `{ color, shape, label, height }`. */
export const PayPalButtons = component(
  'PayPalButtons',
  'checkout-button',
  [
    'look',
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
  ],
  ['click', 'error', 'status', 'approve', 'cancel'],
  styled,
);

/** An article with its choices and a button that adds it to the cart. */
export const PayPalAddToCart = component(
  'PayPalAddToCart',
  'checkout-add',
  ['product', 'sku', 'name', 'price', 'currency', 'maxQuantity', 'picture'],
  ['click', 'error', 'status', 'approve', 'cancel'],
);

/** The cart with its button; with `dialog` behind a button of its own. `look` is `{ color, shape, label }`. */
export const PayPalCart = component(
  'PayPalCart',
  'checkout-cart',
  ['look', 'dialog'],
  ['click', 'error', 'status', 'approve', 'cancel'],
  styled,
);

/** What became of the payment, on the page where PayPal leads the buyer back. */
export const PayPalReturn = component('PayPalReturn', 'checkout-return', [], ['click', 'error', 'status', 'approve', 'cancel']);

/** The cart and what can be done with it, for shops that draw it themselves. `cart` is a ref; the functions answer promises. */
export function useCart() {
  const cart = shallowRef({ lines: [], units: 0, currency: '', items: '', discount: '', shipping: '', handling: '', tax: '', total: '' });
  let stop = () => {};
  let ended = false;
  const load = globalThis.document
    ? createCheckout().then((checkout) => {
        const refresh = () => {
          cart.value = checkout.cart;
        };
        if (!ended) stop = checkout.on('cart-change', refresh);
        refresh();
        return checkout;
      })
    : new Promise(() => {});
  // Whoever calls a function hears of it.
  load.catch(() => {});
  onUnmounted(() => {
    ended = true;
    stop();
  });
  const call =
    (name) =>
    async (...given) =>
      (await load)[name](...given);
  const actions = Object.fromEntries(['add', 'setQuantity', 'remove', 'clear', 'checkout'].map((name) => [name, call(name)]));
  return { cart, ...actions };
}
