// Gives the button of the page's form PayPal's look. The form pays without
// this as well, and is sent as it is.
import { configure } from '../../pkg/index.js';

const { environment, business, currency } = document.body.dataset;
configure({ environment, business, currency });
