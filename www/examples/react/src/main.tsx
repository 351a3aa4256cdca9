import 'leptos-paypal/react';
import { StrictMode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { CheckoutCart, CheckoutEvents } from 'leptos-paypal';
import { mug } from './shop';

function App() {
  const cart = useRef<CheckoutCart>(null);
  const [units, setUnits] = useState(0);
  useEffect(() => {
    const changed = (event: CustomEvent<CheckoutEvents['cart-change']>) => setUnits(event.detail.units);
    const element = cart.current;
    element?.addEventListener('cart-change', changed);
    return () => element?.removeEventListener('cart-change', changed as EventListener);
  }, []);
  return (
    <main>
      <h1>A shop in React</h1>
      <p>{units} in the cart</p>
      <checkout-add product={mug} />
      <checkout-cart ref={cart} label="checkout" />
      {new URLSearchParams(location.search).has('returned') && <checkout-return />}
    </main>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
