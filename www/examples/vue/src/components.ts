import { createPayPal } from 'leptos-paypal/vue';
import { createApp } from 'vue';
import Components from './Components.vue';

createApp(Components)
  .use(
    createPayPal({
      environment: 'http://127.0.0.1:8081',
      currency: 'USD',
      path: 'client',
      clientId: 'sandbox-client',
      returnUrl: '?returned',
    }),
  )
  .mount('#app');
