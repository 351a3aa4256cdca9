import { expect, ipnOnlyTest, test } from '../fixtures/test';
import type { Shop } from '../pages/shop';
import type { PaymentPage } from '../pages/payment';

async function payForAWhisk(shop: Shop, payment: PaymentPage) {
  await shop.buy('WHISK');
  await shop.cart.open();
  await shop.cart.pay.click();
  await payment.pay();
}

test('IPN lost: PDT knows of the payment', async ({ shop, payment, order, merchant, sandbox }) => {
  await sandbox.faults({ ipn: { drop: 1 } });
  await payForAWhisk(shop, payment);
  await order.shows('paid');
  await order.ledger(merchant, 'paid');
  expect((await sandbox.notifications()).map((one) => one.attempts.length)).toEqual([0]);
});

ipnOnlyTest('IPN lost, no PDT: the shop does not claim anything, a re-sent one counts', async ({
  shop,
  payment,
  order,
  merchant,
  sandbox,
}) => {
  await sandbox.faults({ ipn: { drop: 1 } });
  await payForAWhisk(shop, payment);
  await order.shows('created');
  expect((await merchant.checkout(order.checkoutId)).status).toBe('created');
  await expect(shop.cart.trigger).toHaveAccessibleName(/1/);

  const [lost] = await sandbox.notifications();
  await sandbox.resend(lost!.id);
  await order.ledger(merchant, 'paid');
  await order.shows('paid');
  await expect(shop.cart.trigger).not.toHaveAccessibleName(/1/);
});

ipnOnlyTest('IPN late: not paid first, then paid', async ({ shop, payment, order, merchant, sandbox }) => {
  await sandbox.faults({ ipn: { hold: true } });
  await payForAWhisk(shop, payment);
  await order.shows('created');
  await sandbox.faults({});
  await order.shows('paid');
  await order.ledger(merchant, 'paid');
});

ipnOnlyTest('IPN doubled: paid once', async ({ shop, payment, order, merchant, sandbox }) => {
  await sandbox.faults({ ipn: { duplicate: 2 } });
  await payForAWhisk(shop, payment);
  await order.shows('paid');
  await expect.poll(async () => (await sandbox.notifications())[0]?.attempts.length).toBe(3);
  const checkout = await order.ledger(merchant, 'paid');
  expect(checkout.payment?.gross).toBe(checkout.total);
  expect(await sandbox.payments()).toHaveLength(1);
});

ipnOnlyTest('IPN tampered with: not believed, the true one is', async ({
  shop,
  payment,
  order,
  merchant,
  sandbox,
}) => {
  await sandbox.faults({ ipn: { tamper: { mc_gross: '0.01' } } });
  await payForAWhisk(shop, payment);
  await order.shows('created');
  await expect.poll(async () => (await sandbox.notifications())[0]?.attempts.length).toBeGreaterThan(0);
  const [message] = await sandbox.notifications();
  expect(message?.verified).toBe(false);
  expect((await merchant.checkout(order.checkoutId)).status).toBe('created');

  await sandbox.faults({});
  await sandbox.resend(message!.id);
  await order.ledger(merchant, 'paid');
  await order.shows('paid');
});

test('an eCheck is pending until it has settled', async ({ shop, payment, order, merchant, sandbox }) => {
  await sandbox.faults({ payment: { pending: 'echeck' } });
  await payForAWhisk(shop, payment);
  await order.shows('pending');
  await order.ledger(merchant, 'pending');
  const [waiting] = await sandbox.payments();
  await sandbox.settle(waiting!.txn_id, 'Completed');
  await order.shows('paid');
  await order.ledger(merchant, 'paid');
});
