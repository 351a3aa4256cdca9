import { adoptingTest as test, expect } from '../fixtures/test';

for (const path of ['client_payments_v1', 'client_orders_v2'] as const) {
  test(`a payment that the page has made (${path}) is adopted into the books`, async ({ shop, payment, order, merchant, sandbox, page }) => {
    await shop.open();
    await shop.choosePath(path);
    await shop.buy('WHISK');
    await shop.cart.open();
    await expect(shop.cart.total).toHaveText('$30.88');
    await shop.cart.pay.click();
    await payment.logIn();
    await payment.payNow();
    await order.shows('paid');
    const id = order.checkoutId;
    await expect(merchant.checkout(id), 'the shop has heard nothing').rejects.toThrow('404');

    // What a return page does: the id is a hint, and PayPal is asked.
    const adopt = () =>
      page.evaluate(async () => {
        const query = new URLSearchParams(location.search);
        const answer = await fetch('/api/checkouts/adopt', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ paypal_id: query.get('paymentId') ?? query.get('token') }),
        });
        return { status: answer.status, checkout: await answer.json() };
      });
    expect(await adopt()).toMatchObject({ status: 201, checkout: { checkout_id: id, status: 'paid' } });
    // However often it is said, it is one checkout.
    expect(await adopt()).toMatchObject({ status: 200, checkout: { checkout_id: id, status: 'paid' } });

    const [paid, ...more] = await sandbox.payments();
    expect(more).toEqual([]);
    expect(await merchant.checkout(id)).toMatchObject({
      status: 'paid',
      reason: null,
      path: 'client',
      total: '30.88',
      lines: [{ sku: 'WHISK', quantity: 1 }],
      payment: { txn_id: paid?.txn_id, gross: '30.88' },
    });
    expect(await sandbox.balances('USD')).toEqual({ merchant: '30.88', buyer: '4969.12' });
  });
}
