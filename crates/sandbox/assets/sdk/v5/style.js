// `style` of the buttons, checked by PayPal's rules.

const LAYOUTS = ['horizontal', 'vertical'];
const LABELS = ['paypal', 'checkout', 'buynow', 'pay', 'installment', 'subscribe', 'donate'];
const SHAPES = ['rect', 'pill', 'sharp'];
const COLORS = {
  paypal: ['gold', 'blue', 'silver', 'white', 'black'],
  paylater: ['white', 'black', 'gold', 'blue', 'silver'],
  credit: ['darkblue', 'black', 'white'],
  venmo: ['blue', 'silver', 'black', 'white'],
};
/** Those that are not gold. */
const USUAL_COLORS = { credit: 'darkblue', venmo: 'blue' };
const HEIGHT = { min: 25, max: 55, usual: 45 };

function checkWord(name, value, words, whose = '') {
  if (value !== undefined && !words.includes(value)) {
    throw new Error(`Unexpected style.${name}${whose}: ${value}, expected ${words.join(', ')}`);
  }
}

/** The whole of a style; throws for what PayPal refuses. */
function normalizeStyle(style, fundingSource) {
  const { label, color, shape, layout, height, tagline, borderRadius } = style;
  const isVertical = (layout ?? (fundingSource ? 'horizontal' : 'vertical')) === 'vertical';
  checkWord('layout', layout, LAYOUTS);
  checkWord('label', label, LABELS);
  checkWord('shape', shape, SHAPES);
  checkWord('color', color, COLORS[fundingSource ?? 'paypal'] ?? COLORS.paypal, ` for ${fundingSource ?? 'paypal'} button`);
  if (height !== undefined) {
    if (typeof height !== 'number') throw new Error(`Expected style.height to be a number, got: ${height}`);
    if (height < HEIGHT.min || height > HEIGHT.max) {
      throw new Error(`Expected style.height to be between ${HEIGHT.min}px and ${HEIGHT.max}px - got ${height}px`);
    }
  }
  if (borderRadius !== undefined && (typeof borderRadius !== 'number' || borderRadius < 0)) {
    throw new Error(`Expected style.borderRadius to be a number greater than or equal to 0, got: ${borderRadius}`);
  }
  if (tagline && isVertical) throw new Error('Unexpected style.tagline for vertical layout');
  return {
    layout: isVertical ? 'vertical' : 'horizontal',
    label: label ?? 'paypal',
    shape: shape ?? 'rect',
    color: color ?? USUAL_COLORS[fundingSource] ?? 'gold',
    height: height ?? HEIGHT.usual,
    borderRadius,
  };
}
