import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { PayPalAddToCart, PayPalButtons, PayPalCart, PayPalProvider, PayPalReturn, useCart, usePayPal } from 'leptos-paypal/react';
import type { Product } from 'leptos-paypal';

const whisk: Product = { sku: 'WHISK', name: 'Bamboo whisk', price: { value: '24.00', currency: 'USD' } };
const query = new URLSearchParams(location.search);

function Count() {
  const { loadingStatus } = usePayPal();
  const { units, total, add, clear } = useCart();
  return (
    <p>
      {loadingStatus === 'resolved' ? `${units} in the cart, ${total || '0.00'}` : 'One moment'}
      <button type="button" onClick={() => add(whisk, { quantity: 2 })}>Two whisks</button>
      <button type="button" onClick={clear}>Empty it</button>
    </p>
  );
}

function Shop() {
  const [told, setTold] = useState('');
  const [stays, setStays] = useState(false);
  return (
    <main>
      <h1>Components for React</h1>
      <Count />
      <label><input type="checkbox" checked={stays} onChange={({ target }) => setStays(target.checked)} /> Stay here</label>
      <PayPalAddToCart product={whisk} />
      <PayPalButtons
        style={{ label: 'buynow', shape: 'pill' }}
        product={whisk}
        onClick={({ total }) => {
          setTold(`leaves with ${total}`);
          return !stays;
        }}
        onError={({ code }) => setTold(code)}
      />
      <PayPalCart style={{ label: 'checkout' }} />
      {query.has('returned') && (
        <PayPalReturn onApprove={({ status }) => setTold(`approved: ${status}`)} onCancel={() => setTold('turned back')} />
      )}
      <output>{told}</output>
    </main>
  );
}

createRoot(document.getElementById('app') as HTMLElement).render(
  <StrictMode>
    <PayPalProvider
      environment="http://127.0.0.1:8081"
      currency="USD"
      path={query.get('path') === 'sdk' ? 'sdk' : 'client'}
      clientId="sandbox-client"
      returnUrl="?returned"
    >
      <Shop />
    </PayPalProvider>
  </StrictMode>,
);
