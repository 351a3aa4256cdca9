/** The height of a PayPal button, which is 25 to 55 pixels, where one is given. */
export function heightOf({ height }) {
  const pixels = Number.parseInt(height, 10);
  return pixels ? `${Math.min(Math.max(pixels, 25), 55)}px` : '';
}
