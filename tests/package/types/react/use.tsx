// Compiled only, in the React example: what can be written there, and what not.

import 'leptos-paypal/react';
import { useRef } from 'react';
import type { CheckoutCart, Product } from 'leptos-paypal';

export function Right({ product }: { product: Product }) {
  const cart = useRef<CheckoutCart>(null);
  return (
    <div className="shop" onClick={() => cart.current?.open()}>
      <checkout-add sku="MUG" name="Mug" price="18.00" currency="USD" max-quantity={3} picture="/mug.svg" className="mug" />
      <checkout-add product={product} key="add" hidden />
      <checkout-add product={JSON.stringify(product)} />
      <checkout-add sku="MUG" />
      <checkout-button product={product} options={{ Size: 'Large' }} />
      <checkout-cart dialog={false} />
      <checkout-button color="gold" shape="pill" label="subscribe" name="Tea" price="19.00" every="1 M" quantity={2} height="40">
        <a href="/pay">Pay</a>
      </checkout-button>
      <checkout-cart
        ref={cart}
        dialog
        label="checkout"
        oncheckout={(event) => event.detail.fields.map(({ name }) => name)}
        oncheckout-error={(event) => event.detail.code + event.detail.message}
      />
      <checkout-return oncheckout-status={(event) => event.detail.status === 'paid'} />
    </div>
  );
}

export function Wrong({ product }: { product: Product }) {
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      {/* @ts-expect-error there is no such colour */}
      <checkout-button color="green" />
      {/* @ts-expect-error there is no such label */}
      <checkout-cart label="Checkout" />
      {/* @ts-expect-error amounts are never numbers */}
      <checkout-add name="Mug" price={18} />
      {/* @ts-expect-error an article has a price */}
      <checkout-add product={{ sku: 'MUG', name: 'Mug' }} />
      {/* @ts-expect-error a cart has no article */}
      <checkout-cart product={product} />
      {/* @ts-expect-error it is another element */}
      <checkout-cart ref={button} />
      {/* @ts-expect-error the detail has no such field */}
      <checkout-cart oncheckout={(event) => event.detail.count} />
      {/* @ts-expect-error there is no such event */}
      <checkout-return onpaid={() => {}} />
      {/* @ts-expect-error there is no such element */}
      <checkout-basket />
    </>
  );
}
