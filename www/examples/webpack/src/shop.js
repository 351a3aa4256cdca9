import { configure } from 'leptos-paypal';
import './shop.css';

configure({
  environment: 'http://127.0.0.1:8081',
  business: 'merchant@example.com',
  currency: 'USD',
  returnUrl: '?returned',
  cancelUrl: '?returned',
});
