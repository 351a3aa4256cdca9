// The React component of checkout.js, as its documentation shows it.

import React from 'react';
import ReactDOM from 'react-dom';
import { createRoot } from 'react-dom/client';

const PayPalButton = globalThis.paypal.Button.driver('react', { React, ReactDOM });

createRoot(document.querySelector('#root')).render(
  <PayPalButton
    env="sandbox"
    client={{ sandbox: 'sandbox-client' }}
    commit
    payment={(_, actions) => actions.payment.create({ payment: { transactions: [{ amount: { total: '6.00', currency: 'USD' } }] } })}
    onAuthorize={async (_, actions) => note('executed', await actions.payment.execute())}
  />,
);
