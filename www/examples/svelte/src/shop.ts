import { configure, type Product } from 'leptos-paypal';

configure({
  environment: 'http://127.0.0.1:8081',
  business: 'merchant@example.com',
  currency: 'USD',
  returnUrl: '?returned',
  cancelUrl: '?returned',
});

export const mug: Product = {
  sku: 'MUG',
  name: 'Mug',
  price: { value: '18.00', currency: 'USD' },
  options: [
    { name: 'Size', choices: [{ value: 'Small' }, { value: 'Large', price: { value: '22.50', currency: 'USD' } }] },
  ],
};
