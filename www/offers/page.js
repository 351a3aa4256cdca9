// Subscriptions and donations: the elements have names, prices and periods from
// the shop's catalogue, and the shop's server makes the forms.
import { configure } from '../../pkg/index.js';

const answer = await fetch('/api/catalogue?currency=USD');
const { environment, currency } = await answer.json();
configure({ environment, currency, server: '/api' });
