// A page that a server renders, and React hydrates in the browser.

import 'leptos-paypal/react';
import { useEffect, useRef } from 'react';
import type { CheckoutAdd, Product } from 'leptos-paypal';

const price = (value: string) => ({ value, currency: 'USD' });
const mug: Product = {
  sku: 'MUG',
  name: 'Mug',
  price: price('18.00'),
  options: [{ name: 'Size', choices: [{ value: 'Small' }, { value: 'Large', price: price('22.50') }] }],
};
const whisk: Product = { sku: 'WHISK', name: 'Bamboo whisk', price: price('24.00') };

export function Shop() {
  const second = useRef<CheckoutAdd>(null);
  useEffect(() => {
    if (second.current) second.current.product = whisk;
  }, []);
  return (
    <main>
      <h1>Rendered on a server</h1>
      <checkout-add product={JSON.stringify(mug)} />
      <checkout-add ref={second} />
      <checkout-add sku="BOWL" name="Bowl" price="12.00" />
      <checkout-cart dialog={false} />
    </main>
  );
}
