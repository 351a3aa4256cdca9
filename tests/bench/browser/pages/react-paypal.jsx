// The same with PayPal's button: for its size only, it loads PayPal's script.

import { PayPalOneTimePaymentButton, PayPalProvider } from '@paypal/react-paypal-js/sdk-v6';
import { createRoot } from 'react-dom/client';
import { CartProvider, useCart } from 'react-use-cart';
import { Cart } from './cart.jsx';

async function createOrder(items) {
  const body = JSON.stringify({ items: items.map(({ id, quantity }) => ({ id, quantity })) });
  const answer = await fetch('/api/orders', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body });
  const { id } = await answer.json();
  return { orderId: id };
}

async function capture({ orderId }) {
  await fetch(`/api/orders/${orderId}/capture`, { method: 'POST' });
  location.assign('/thanks');
}

function Pay() {
  const { items } = useCart();
  return <PayPalOneTimePaymentButton createOrder={() => createOrder(items)} onApprove={capture} />;
}

createRoot(document.querySelector('#root')).render(
  <PayPalProvider clientId="CLIENT-ID" environment="production" components={['paypal-payments']} pageType="checkout">
    <CartProvider>
      <Cart>
        <Pay />
      </Cart>
    </CartProvider>
  </PayPalProvider>,
);
