// `paypal.Marks`: names of the ways to pay, in the page itself.

const MARK_STYLE = `
  .paypal-marks { display: inline-flex; gap: 8px; font: 600 14px/1.4 system-ui, sans-serif; }
  .paypal-mark { padding: 0 6px; border: 1px solid #999; border-radius: 4px; }
`;

const Marks = ({ fundingSource } = {}) => {
  const isEligible = () => !fundingSource || isFundingEligible(fundingSource);
  return {
    isEligible,
    async render(target) {
      if (!isEligible()) throw new Error(`${fundingSource} not eligible`);
      const container = findContainer(target);
      const host = document.createElement('div');
      host.className = 'paypal-marks-host';
      const shadow = host.attachShadow({ mode: 'open' });
      shadow.adoptedStyleSheets = [styleSheet(window, MARK_STYLE)];
      const marks = document.createElement('div');
      marks.className = 'paypal-marks';
      for (const source of fundingSource ? [fundingSource] : SHOWN_FUNDING) {
        const mark = document.createElement('span');
        mark.className = 'paypal-mark';
        mark.setAttribute('role', 'img');
        mark.setAttribute('data-funding-source', source);
        mark.setAttribute('aria-label', BUTTON_TEXTS[source]);
        mark.textContent = BUTTON_TEXTS[source];
        marks.append(mark);
      }
      shadow.append(marks);
      container.append(host);
    },
  };
};
