// Upgrades the plain PayPal forms of static.html. The page itself says who is
// paid and where; there is no server to ask.
import { configure, ready } from '../../pkg/elements.js';

const { environment, business, currency, shipping, shippingFurther } = document.body.dataset;
const money = (value) => ({ value, currency });

const products = {
  MUG: {
    sku: 'MUG',
    name: 'Everyday Mug',
    price: money('18.00'),
    picture: '/www/shop/pictures/mug.svg',
    options: [
      {
        name: 'Size',
        choices: [
          { value: 'Small, 220 ml' },
          { value: 'Large, 350 ml', price: money('22.50') },
        ],
      },
    ],
  },
};

const query = new URLSearchParams(location.search);
document.getElementById('back').hidden = !query.has('checkout') && !query.has('tx');

for (const element of document.querySelectorAll('checkout-add[data-product]')) {
  element.product = products[element.dataset.product];
}

try {
  configure({
    environment,
    business,
    currency,
    returnUrl: location.pathname,
    cancelUrl: location.pathname,
    pricing: {
      shipping: { first: money(shipping), further: money(shippingFurther) },
    },
    locale: document.documentElement.lang,
    storageKey: 'static-cart',
  });
  await ready();
  document.documentElement.dataset.ready = 'checkout';
} catch (problem) {
  // The forms on the page pay without any of this.
  console.warn('The checkout elements cannot run on this page.', problem);
}
