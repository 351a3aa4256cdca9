// @paypal/react-paypal-js with Web SDK v6.

import { createRoot } from 'react-dom/client';
import { PayLaterOneTimePaymentButton, PayPalOneTimePaymentButton, PayPalProvider, useEligibleMethods } from '@paypal/react-paypal-js/sdk-v6';

const post = async (path, body) => (await fetch(path, { method: 'POST', body: JSON.stringify(body) })).json();

async function createOrder() {
  const order = await post('/orders', { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '45.00' } }] });
  return { orderId: order.id };
}

const callbacks = {
  createOrder,
  onApprove: async (data) => {
    note('onApprove', data);
    note('captured', await post(`/orders/${data.orderId}/capture`));
  },
  onCancel: (data) => note('onCancel', data),
  onError: (error) => note('onError', error),
};

function Buttons() {
  const { eligiblePaymentMethods } = useEligibleMethods({ payload: { currencyCode: 'USD' } });
  return (
    <>
      <PayPalOneTimePaymentButton {...callbacks} presentationMode="auto" />
      {eligiblePaymentMethods?.isEligible('paylater') && <PayLaterOneTimePaymentButton {...callbacks} presentationMode="auto" />}
    </>
  );
}

createRoot(document.querySelector('#root')).render(
  <PayPalProvider clientId="sandbox-client" environment="sandbox" components={['paypal-payments']} pageType="checkout">
    <Buttons />
  </PayPalProvider>,
);
