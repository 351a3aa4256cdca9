// Cards, which the sandbox has not: components that say that they are not
// eligible, so that pages which offer them besides go on without.

const noCards = async () => {
  throw new Error('Cards are not available in the offline sandbox');
};

const CardFields = () => {
  const field = () => ({ render: noCards, close: async () => {} });
  return {
    isEligible: () => false,
    NameField: field,
    NumberField: field,
    CVVField: field,
    ExpiryField: field,
    getState: noCards,
    submit: noCards,
  };
};

const HostedFields = { isEligible: () => false, render: noCards };
