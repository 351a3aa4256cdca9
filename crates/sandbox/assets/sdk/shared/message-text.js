// The sentence about paying later.

const PAY_IN_4 = { min: 30, max: 1500, parts: 4 };

function messageText(amount, currency) {
  const number = Number(amount);
  if (amount === undefined || amount === null || number < PAY_IN_4.min || number > PAY_IN_4.max) return 'Buy now, pay later with PayPal (sandbox).';
  const part = new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(number / PAY_IN_4.parts);
  return `Pay in ${PAY_IN_4.parts} payments of ${part} with PayPal (sandbox).`;
}
