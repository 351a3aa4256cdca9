/** The property of an attribute, `maxQuantity` of `max-quantity`, and the option of a name in snake_case. */
export const propertyOf = (name) => name.replace(/[-_]./g, (part) => part[1].toUpperCase());

/** The attributes of an article. */
export const ARTICLE = ['product', 'sku', 'name', 'price', 'currency', 'max-quantity', 'picture'];

/** The attributes of a PayPal button's look. */
export const LOOK = ['color', 'shape', 'label'];

/** The attributes of a subscription's terms. */
export const TERMS = ['every', 'times', 'trial', 'trial-price', 'second-trial', 'second-trial-price'];

/** Gives a class a property for each of its attributes; an object stays one, and is no attribute. */
export function reflect({ prototype, observedAttributes }) {
  for (const attribute of observedAttributes) {
    const property = propertyOf(attribute);
    if (property in prototype) continue;
    const place = `_${property}`;
    Object.defineProperty(prototype, property, {
      get() {
        return this[place] ?? this.getAttribute(attribute);
      },
      set(value) {
        const isObject = typeof value === 'object';
        this[place] = isObject ? value : null;
        if (isObject || value == null) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value);
        this.refresh();
      },
    });
  }
}
