// Properties that the components for React and Vue have in common.

/** Properties that describe an article. */
export const ARTICLE_PROPERTIES = ['product', 'sku', 'name', 'price', 'currency', 'maxQuantity', 'picture'];

/** Properties of the subject of a button: an article, a donation, a subscription, a button saved at PayPal. */
export const BUTTON_PROPERTIES = [
  ...ARTICLE_PROPERTIES,
  'quantity',
  'options',
  'offer',
  'suggested',
  'every',
  'times',
  'trial',
  'trialPrice',
  'secondTrial',
  'secondTrialPrice',
  'hostedButtonId',
];

/** The look of a cart's button. */
export const CART_LOOK = ['color', 'shape', 'label'];

/** The look of a button. */
export const BUTTON_LOOK = [...CART_LOOK, 'height'];

/** Properties of a cart besides its look. */
export const CART_PROPERTIES = ['dialog'];

/** Actions of `useCart()`. */
export const CART_ACTIONS = ['add', 'setQuantity', 'remove', 'clear', 'checkout'];

/** The cart until it is loaded; servers render it. */
export const EMPTY_CART = { lines: [], units: 0, currency: '', items: '', discount: '', shipping: '', handling: '', tax: '', total: '' };

/** States of a payment that the buyer has agreed to. */
const AGREED = ['approved', 'pending', 'paid', 'review', 'subscribed', 'reported', 'reported_pending'];

/** Tells of a status; one that the buyer has agreed to, or turned back from, by its own name too. */
export function tellStatus(detail, { status, approve, cancel }) {
  status?.(detail);
  if (AGREED.includes(detail.status)) approve?.(detail);
  if (detail.status === 'cancelled') cancel?.(detail);
}
