/** The property of an attribute, `maxQuantity` of `max-quantity`, and the option of a name in snake_case. */
export const propertyOf = (name) => name.replace(/[-_]./g, (part) => part[1].toUpperCase());

/** Whether a boolean attribute is on. React 18 writes `false` as text. */
export const isOn = (element, attribute) => (element.getAttribute(attribute) ?? 'false') !== 'false';

/** Gives a class a property for each of these attributes. */
export function reflect({ prototype }, attributes) {
  for (const attribute of attributes) {
    const property = propertyOf(attribute);
    if (property in prototype) continue;
    Object.defineProperty(prototype, property, {
      configurable: true,
      enumerable: true,
      get() {
        return this.getAttribute(attribute);
      },
      set(value) {
        if (value == null || value === false) this.removeAttribute(attribute);
        else this.setAttribute(attribute, value === true ? '' : value);
      },
    });
  }
}

/** A value as an attribute holds it: JSON, else the text, which is refused later. */
export function fromJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
