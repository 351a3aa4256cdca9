const URLS = ['returnUrl', 'cancelUrl', 'notifyUrl'];

/** Options with addresses as PayPal needs them: whole ones. */
export function absolute(options) {
  const whole = { ...options };
  for (const name of URLS) {
    if (whole[name] != null) whole[name] = new URL(whole[name], document.baseURI).href;
  }
  return whole;
}
