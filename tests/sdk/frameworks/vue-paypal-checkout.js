// vue-paypal-checkout, with the checkout.js that the page has loaded in the
// place of the package's own copy.

import Vue from 'vue';
import PayPal from 'vue-paypal-checkout';

new Vue({
  el: '#root',
  render: (draw) =>
    draw(PayPal, {
      props: {
        amount: '10.00',
        currency: 'USD',
        env: 'sandbox',
        client: { sandbox: 'sandbox-client', production: 'xxxxxxxxx' },
        buttonStyle: { label: 'buynow', size: 'medium' },
        invoiceNumber: 'vue-1',
      },
      on: {
        'payment-authorized': (data) => note('authorized', data),
        'payment-completed': (payment) => note('completed', payment),
        'payment-cancelled': (data) => note('cancelled', data),
      },
    }),
});
