// Auto Return with rm=2: PayPal brings the buyer back by POST, without a click.
const form = document.querySelector('#return-form[data-automatic]');
// Not `form.submit()`: a field named "submit" would stand in its place.
if (form) HTMLFormElement.prototype.submit.call(form);
