// What the components for React and Vue have in common.

/** What an article is described by. */
export const ARTICLE_PROPERTIES = ['product', 'sku', 'name', 'price', 'currency', 'maxQuantity', 'picture'];

/** What a button can be about: an article, a donation, a subscription, a button saved at PayPal. */
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

/** What a cart has besides its look. */
export const CART_PROPERTIES = ['dialog'];

/** What `useCart()` can do. */
export const CART_ACTIONS = ['add', 'setQuantity', 'remove', 'clear', 'checkout'];

/** The cart until it is loaded; servers render it. */
export const EMPTY_CART = { lines: [], units: 0, currency: '', items: '', discount: '', shipping: '', handling: '', tax: '', total: '' };

const APPROVED = ['approved', 'subscribed', 'pending', 'paid', 'reported', 'reported_pending'];

/** Tells of a status; one that the buyer has agreed to, or turned back from, by its own name too. */
export function tellStatus(detail, { status, approve, cancel }) {
  status?.(detail);
  if (APPROVED.includes(detail.status)) approve?.(detail);
  if (detail.status === 'cancelled') cancel?.(detail);
}
