import 'leptos-paypal/react';
import { StrictMode, useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { CheckoutEvents } from 'leptos-paypal';
import { mug } from './shop';

function App() {
  const [units, setUnits] = useState(0);
  useEffect(() => {
    const changed = (event: CustomEvent<CheckoutEvents['cart-change']>) => setUnits(event.detail.units);
    document.addEventListener('cart-change', changed);
    return () => document.removeEventListener('cart-change', changed);
  }, []);
  return (
    <main>
      <h1>A shop in React</h1>
      <p>{units} in the cart</p>
      <checkout-add product={mug} />
      <checkout-cart label="checkout" />
      {new URLSearchParams(location.search).has('returned') && <checkout-return />}
    </main>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
