// Compiled only: what a shop writes, and what it must not.

import { configure, createCheckout, define, ready, type CheckoutError, type Product } from 'leptos-paypal';
import { configure as again } from 'leptos-paypal/elements';
import { takeOver } from 'leptos-paypal/migrate';

const product: Product = {
  sku: 'MUG',
  name: 'Mug',
  price: { value: '18.00', currency: 'USD' },
  options: [{ name: 'Size', choices: [{ value: 'Small' }, { value: 'Large', price: { value: '22.50', currency: 'USD' } }] }],
};

define('shop');
configure({ environment: 'live', currency: 'USD', business: 'you@example.com', pricing: { tax: { rate: '8.25' } } });
again({ environment: 'http://127.0.0.1:8081', currency: 'USD', server: '/api', products: [product] });
ready().catch((error: CheckoutError) => error.code.length);

// What is not given stays.
configure({ locale: 'de' });
// @ts-expect-error there is no such environment
configure({ environment: 'liev', currency: 'USD' });
// @ts-expect-error currencies are written in capitals
configure({ environment: 'live', currency: 'usd' });
// @ts-expect-error there is no such option
configure({ environment: 'live', currency: 'USD', retrunUrl: '/thanks' });
configure({ wasmUrl: new URL('https://cdn.example/module_bg.wasm') });
configure({ path: 'sdk', sdk: 'v5', clientId: 'app', returnUrl: '/thanks', fundingSources: ['paypal', 'venmo'], payLaterMessage: true, cardFields: true, nonce: 'n' });
// @ts-expect-error there is no such SDK
configure({ sdk: 'v4' });
// @ts-expect-error amounts are never numbers
const wrong: Product = { sku: 'A', name: 'A', price: { value: 18, currency: 'USD' } };
void wrong;

const cart = document.querySelector('checkout-cart');
document.addEventListener('cart-change', (event) => {
  const units: number = event.detail.units;
  // @ts-expect-error there is no such field
  void event.detail.count;
  return units;
});
cart?.addEventListener('click', (event) => event.clientX);
cart?.add(product, { options: [{ name: 'Size', value: 'Large' }], quantity: 2 });
cart?.add(product, []);
cart?.add({ sku: 'MUG' });
// @ts-expect-error only read
if (cart) cart.units = 3;
document.addEventListener('checkout', (event) => {
  if (event.detail.fields.length === 0) event.preventDefault();
});
document.addEventListener('checkout-shipping', (event) => {
  if (event.detail.countryCode !== 'US') event.preventDefault();
});
document.addEventListener('checkout-shipping-option', (event) => {
  if (event.detail.type === 'PICKUP' && event.detail.amount !== '') event.preventDefault();
});
document.querySelector('main')?.addEventListener('checkout-error', ({ detail }) => detail.code + detail.message + (detail.option ?? ''));
// @ts-expect-error there is no such field
document.addEventListener('checkout-status', (event) => event.detail.state);
const button = document.createElement('checkout-button');
button.product = product;
button.product = JSON.stringify(product);
button.options = { Size: 'Large' };
button.quantity = 2;
button.color = 'blue';
// @ts-expect-error there is no such colour
button.color = 'green';
const label: string | null = button.label;
void label;
if (cart) cart.dialog = false;

const checkout = await createCheckout({ environment: 'sandbox', currency: 'USD' });
const stop: () => void = checkout.on('checkout-error', ({ code, message }) => code + message);
stop();
const total: string = checkout.add(product, { quantity: 2 }).total;
checkout.setQuantity({ sku: 'MUG' }, 0);
const { action, fields } = await checkout.form({ product, options: [{ name: 'Size', value: 'Large' }] });
const names: string[] = fields.map(({ name }) => name);
const { status } = await checkout.status();
if (status === 'paid') checkout.close();
// @ts-expect-error there is no such status
if (status === 'payed') checkout.close();
// @ts-expect-error there is no such event
checkout.on('change', () => {});
const taken: number = takeOver({ currency: 'USD' });
export { action, names, taken, total };
