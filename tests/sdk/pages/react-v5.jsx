// @paypal/react-paypal-js with the JavaScript SDK v5, as its README shows it.

import { createRoot } from 'react-dom/client';
import { StrictMode } from 'react';
import { PayPalButtons, PayPalScriptProvider } from '@paypal/react-paypal-js';

const { sandbox, nonce } = Object.fromEntries(new URLSearchParams(location.search));

function Shop() {
  return (
    <PayPalScriptProvider options={{ clientId: 'sandbox-client', sdkBaseUrl: `${sandbox}/sdk/js`, currency: 'GBP', dataCspNonce: nonce }}>
      <PayPalButtons
        fundingSource="paypal"
        style={{ label: 'buynow', color: 'blue' }}
        createOrder={(_, actions) => actions.order.create({ purchase_units: [{ amount: { currency_code: 'GBP', value: '24.00' } }] })}
        onApprove={async (_, actions) => note('order', await actions.order.capture())}
        onCancel={(data) => note('onCancel', data)}
      />
    </PayPalScriptProvider>
  );
}

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <Shop />
  </StrictMode>,
);
