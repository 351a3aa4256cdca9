// The page with React 18 and react-use-cart.

import { createRoot } from 'react-dom/client';
import { CartProvider, useCart } from 'react-use-cart';
import { Cart } from './cart.jsx';

function Buttons() {
  const { addItem } = useCart();
  const add = ({ sku, name, price, quantity }) => addItem({ id: sku, name, price: Number(price) }, quantity);
  return (
    <>
      <button id="add" onClick={() => add(window.bench.next)}>
        Add to cart
      </button>
      <button id="teapot" onClick={() => add({ sku: 'TEAPOT', name: 'Teapot', price: '68.00', quantity: 1 })}>
        Add the teapot
      </button>
    </>
  );
}

const all = (selector) => document.querySelectorAll(selector);

let total;

window.bench = {
  button: () => all('#teapot')[0],
  isPressed: () => [...all('.name')].some((name) => name.textContent === 'Teapot'),
  lines: () => all('.lines')[0]?.childElementCount ?? 0,
  // An empty cart has none, and the next one another.
  total: () => (total = total?.isConnected ? total : all('.total strong')[0])?.textContent,
  more: (line) => all('.more')[line],
  less: (line) => all('.less')[line],
  remove: (line) => all('.remove')[line],
};

createRoot(document.querySelector('#root')).render(
  <CartProvider>
    <Buttons />
    <Cart />
  </CartProvider>,
);
