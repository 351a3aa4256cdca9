// checkout.js of the page, as a module.

export default globalThis.paypal;
