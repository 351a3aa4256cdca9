// What docs/migrating.md tells a shop to write.

import { configure } from './leptos-paypal/index.js';
import { readForm, readShelfItem, takeOver } from './leptos-paypal/migrate.js';

globalThis.taken = takeOver({ currency: 'USD' });
configure({ environment: 'http://127.0.0.1:8081', currency: 'USD', business: 'merchant@example.com' });

globalThis.forms = [...document.forms].map((form) => readForm(form, 'USD') ?? null);
globalThis.shelf = [...document.querySelectorAll('.simpleCart_shelfItem')].map((item) => readShelfItem(item, 'USD') ?? null);

for (const element of document.querySelectorAll('checkout-add')) {
  element.product = readForm(element.querySelector('form'), 'USD')?.product;
}
for (const item of document.querySelectorAll('.simpleCart_shelfItem')) {
  const add = document.createElement('checkout-add');
  add.product = readShelfItem(item, 'USD')?.product;
  if (add.product) item.querySelector('.item_add').replaceWith(add);
}
