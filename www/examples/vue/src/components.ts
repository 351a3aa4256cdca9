import { createPayPal } from 'leptos-paypal/vue';
import { createApp } from 'vue';
import Components from './Components.vue';

const query = new URLSearchParams(location.search);

createApp(Components)
  .use(
    createPayPal({
      environment: 'http://127.0.0.1:8081',
      currency: 'USD',
      path: query.get('path') === 'sdk' ? 'sdk' : 'client',
      clientId: 'sandbox-client',
      returnUrl: '?returned',
    }),
  )
  .mount('#app');
