// Card fields of @paypal/react-paypal-js with Web SDK v6.

import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';
import {
  PayPalCardCvvField,
  PayPalCardExpiryField,
  PayPalCardFieldsProvider,
  PayPalCardNumberField,
  PayPalProvider,
  useEligibleMethods,
  usePayPalCardFieldsOneTimePaymentSession,
} from '@paypal/react-paypal-js/sdk-v6';

const post = async (path, body) => (await fetch(path, { method: 'POST', body: JSON.stringify(body) })).json();

const order = { intent: 'CAPTURE', purchase_units: [{ amount: { currency_code: 'USD', value: '32.00' } }] };

function CardForm() {
  const { submit, submitResponse, error } = usePayPalCardFieldsOneTimePaymentSession();
  useEffect(() => {
    if (error) note('error', error);
    if (!submitResponse) return;
    const { state, data } = submitResponse;
    note(state, data);
    if (state === 'succeeded') post(`/orders/${data.orderId}/capture`).then((captured) => note('captured', captured));
  }, [submitResponse, error]);
  const pay = async () => submit((await post('/orders', order)).id, { billingAddress: { postalCode: '95131' } });
  return (
    <>
      <PayPalCardNumberField placeholder="Card number" containerStyles={{ height: '3rem' }} />
      <PayPalCardExpiryField placeholder="MM/YY" containerStyles={{ height: '3rem' }} />
      <PayPalCardCvvField placeholder="CVV" containerStyles={{ height: '3rem' }} />
      <button onClick={pay}>Pay</button>
    </>
  );
}

function Cards() {
  const { eligiblePaymentMethods } = useEligibleMethods({ payload: { currencyCode: 'USD' } });
  if (!eligiblePaymentMethods?.isEligible('advanced_cards')) return null;
  return (
    <PayPalCardFieldsProvider>
      <CardForm />
    </PayPalCardFieldsProvider>
  );
}

createRoot(document.querySelector('#root')).render(
  <PayPalProvider clientId="sandbox-client" environment="sandbox" components={['card-fields']} pageType="checkout">
    <Cards />
  </PayPalProvider>,
);
