// Card fields of @paypal/react-paypal-js with the JavaScript SDK v5, as its README shows them.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import {
  PayPalCardFieldsForm,
  PayPalCardFieldsProvider,
  PayPalScriptProvider,
  usePayPalCardFields,
} from '@paypal/react-paypal-js';

const { sandbox, nonce } = Object.fromEntries(new URLSearchParams(location.search));
const post = async (path, body) => (await fetch(path, { method: 'POST', body: JSON.stringify(body) })).json();

function PayButton() {
  const { cardFieldsForm } = usePayPalCardFields();
  return <button onClick={() => cardFieldsForm.submit().catch((error) => note('refused', error))}>Pay</button>;
}

function Shop() {
  return (
    <PayPalScriptProvider options={{ clientId: 'sandbox-client', sdkBaseUrl: `${sandbox}/sdk/js`, components: 'card-fields', dataCspNonce: nonce }}>
      <PayPalCardFieldsProvider
        createOrder={async () => (await post('/orders', { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '24.00' } }] })).id}
        onApprove={async ({ orderID }) => note('captured', await post(`/orders/${orderID}/capture`))}
        onError={(error) => note('onError', error)}
      >
        <PayPalCardFieldsForm />
        <PayButton />
      </PayPalCardFieldsProvider>
    </PayPalScriptProvider>
  );
}

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <Shop />
  </StrictMode>,
);
