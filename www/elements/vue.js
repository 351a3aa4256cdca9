// Components and composables for Vue over the elements. Without templates:
// nothing has to be compiled, and no compiler has to be told of the elements.

import { defineComponent, h, inject, onUnmounted, readonly, shallowReactive, shallowRef } from 'vue';
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

const KEY = /* @__PURE__ */ Symbol('leptos-paypal');

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

const EVENTS = ['click', 'error', 'shipping', 'shippingOption', 'status', 'approve', 'cancel'];

/** A component for an element: `names` are its properties, `looks` those in `look`. */
function component(name, tag, names, looks = []) {
  return defineComponent({
    name,
    props: Object.fromEntries(['look', ...names].map((prop) => [prop, { default: undefined }])),
    emits: EVENTS,
    setup(given, { emit, slots }) {
      const [status, approve, cancel] = EVENTS.slice(4).map((event) => (detail) => emit(event, detail));
      const heard = {
        onCheckout: (event) => emit('click', event.detail, event),
        'onCheckout-error': ({ detail }) => emit('error', detail),
        'onCheckout-shipping': (event) => emit('shipping', event.detail, event),
        'onCheckout-shipping-option': (event) => emit('shippingOption', event.detail, event),
        'onCheckout-status': ({ detail }) => tellStatus(detail, { status, approve, cancel }),
      };
      return () => {
        // With a dot Vue sets properties, and no attributes.
        const properties = {};
        for (const look of looks) properties[`.${look}`] = given.look?.[look] ?? null;
        for (const prop of names) properties[`.${prop}`] = given[prop] ?? null;
        return h(tag, { ...properties, ...heard }, slots.default?.());
      };
    },
  });
}

/** The PayPal button: it pays the cart, or with an article that alone; its label may also be `donate`, `subscribe`, `addtocart` or `viewcart`. */
export const PayPalButtons = /* @__PURE__ */ component('PayPalButtons', 'checkout-button', BUTTON_PROPERTIES, BUTTON_LOOK);

/** An article with its choices and a button that adds it to the cart. */
export const PayPalAddToCart = /* @__PURE__ */ component('PayPalAddToCart', 'checkout-add', ARTICLE_PROPERTIES);

/** The cart with its button; with `dialog` behind a button of its own. */
export const PayPalCart = /* @__PURE__ */ component('PayPalCart', 'checkout-cart', CART_PROPERTIES, CART_LOOK);

/** Outcome of the payment, on the page where PayPal leads the buyer back. */
export const PayPalReturn = /* @__PURE__ */ component('PayPalReturn', 'checkout-return', []);

/** The cart and what can be done with it, for shops that draw it themselves. `cart` is a ref; the functions answer promises. */
export function useCart() {
  const cart = shallowRef(EMPTY_CART);
  let stop = () => {};
  let ended = false;
  let loading;
  const load = () => {
    // On a server there is nothing to load.
    if (!globalThis.document) return new Promise(() => {});
    loading ??= createCheckout().then((checkout) => {
      const refresh = () => {
        cart.value = checkout.cart;
      };
      if (!ended) stop = checkout.on('cart-change', refresh);
      refresh();
      return checkout;
    });
    // Whoever calls a function hears of it, and the next call tries again.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  load();
  onUnmounted(() => {
    ended = true;
    stop();
  });
  const call =
    (name) =>
    async (...given) =>
      (await load())[name](...given);
  const actions = Object.fromEntries(CART_ACTIONS.map((name) => [name, call(name)]));
  return { cart, ...actions };
}
