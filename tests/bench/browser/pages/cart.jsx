// A cart as the README of react-use-cart has it, with the columns of ours.

import { useCart } from 'react-use-cart';

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });

export const inMoney = (amount) => money.format(amount);

function Line({ item, updateItemQuantity, removeItem }) {
  const { id, name, quantity, itemTotal } = item;
  const set = (wanted) => wanted >= 1 && updateItemQuantity(id, wanted);
  return (
    <li className="line">
      <span className="name">{name}</span>
      <div className="stepper">
        <button className="less" type="button" aria-label={`Decrease quantity of ${name}`} aria-disabled={quantity <= 1} onClick={() => set(quantity - 1)}>
          −
        </button>
        <input type="number" min="1" aria-label={`Quantity of ${name}`} value={quantity} onChange={(event) => set(event.target.valueAsNumber)} />
        <button className="more" type="button" aria-label={`Increase quantity of ${name}`} onClick={() => set(quantity + 1)}>
          +
        </button>
      </div>
      <span className="amount">{inMoney(itemTotal)}</span>
      <button className="remove" type="button" aria-label={`Remove ${name}`} onClick={() => removeItem(id)}>
        ×
      </button>
    </li>
  );
}

export function Cart({ children }) {
  const { isEmpty, items, cartTotal, updateItemQuantity, removeItem } = useCart();
  if (isEmpty) return <p>Your cart is empty.</p>;
  return (
    <section aria-label="Your cart">
      <h2>Your cart</h2>
      <ul className="lines">
        {items.map((item) => (
          <Line key={item.id} item={item} updateItemQuantity={updateItemQuantity} removeItem={removeItem} />
        ))}
      </ul>
      <p className="total">
        Total <strong>{inMoney(cartTotal)}</strong>
      </p>
      {children}
    </section>
  );
}
