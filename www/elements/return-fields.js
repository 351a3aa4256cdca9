/** An address with something added to its query. */
export function withQuery(url, query) {
  const address = new URL(url, document.baseURI);
  address.search += (address.search && '&') + query;
  return address.href;
}

/** Addresses that PayPal sends the buyer back to, and tells the shop at. */
export const returnFields = ({ returnUrl, cancelUrl, notifyUrl }, id) => ({
  notify_url: notifyUrl && new URL(notifyUrl, document.baseURI).href,
  return: returnUrl && withQuery(returnUrl, `checkout=${id}`),
  cancel_return: cancelUrl && withQuery(cancelUrl, `checkout=${id}&cancelled=1`),
});
