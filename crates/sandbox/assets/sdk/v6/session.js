// One-time payments.

/** An error that says whether another presentation may still work. */
class SessionError extends Error {
  constructor(code, message, isRecoverable = false) {
    super(message);
    this.name = 'PayPalSessionError';
    this.code = code;
    this.isRecoverable = isRecoverable;
  }
}

/** Order, payer and event that the address of a page tells. */
function returnedOrder() {
  const query = new URLSearchParams(window.location.search);
  const orderId = query.get('token');
  if (!orderId) return null;
  const payerId = query.get('PayerID');
  return { orderId, payerId, isApproved: payerId !== null };
}

/** Views by presentation; opened while the click lasts. */
const PRESENTATIONS = {
  auto: () => openPopup() ?? openFrame(),
  popup: () => {
    const popup = openPopup();
    if (!popup) throw new SessionError('ERR_FLOW_PAYMENT_WINDOW_BLOCKED', 'unable to open popup', true);
    return popup;
  },
  modal: () => openFrame(),
};

/** A session of one way to pay. */
class PaymentSession {
  #instance;
  #fundingSource;
  #options;
  #view = null;
  #isDestroyed = false;

  constructor(instance, fundingSource, options) {
    this.#instance = instance;
    this.#fundingSource = fundingSource;
    this.#options = options;
  }

  async start(presentation = {}, order) {
    const { presentationMode = 'auto', autoRedirect } = presentation;
    if (this.#isDestroyed) throw new SessionError('ERR_SESSION_DESTROYED', 'The session has been destroyed');
    if (this.#view && !this.#view.isClosed()) {
      this.#view.focus();
      return {};
    }
    if (presentationMode === 'redirect') return this.#redirect(order, autoRedirect?.enabled !== false);
    const open = PRESENTATIONS[presentationMode];
    if (!open) throw new SessionError('ERR_PRESENTATION_MODE_UNSUPPORTED', `${presentationMode} is not supported`, true);
    const view = open();
    this.#view = view;
    let orderId;
    try {
      orderId = await this.#orderId(order);
    } catch (error) {
      view.close();
      this.#fail(error);
      return {};
    }
    this.#run(view, orderId);
    return {};
  }

  /** Closes the window; the page hears of it as of a buyer who does. */
  cancel() {
    this.#view?.close();
  }

  destroy() {
    this.#isDestroyed = true;
    this.#view?.close();
  }

  hasReturned() {
    return returnedOrder() !== null;
  }

  async resume() {
    const returned = returnedOrder();
    if (!returned) throw new SessionError('ERR_NOT_RETURNED', 'The buyer has not returned to this page');
    await this.#tell(returned.isApproved ? { event: 'approve', payerId: returned.payerId } : { event: 'cancel' }, returned.orderId);
  }

  async #orderId(order) {
    const orderId = (await order)?.orderId ?? this.#options.orderId;
    if (typeof orderId !== 'string' || !orderId) throw new SessionError('ERR_ORDER_ID_MISSING', 'Expected a promise of { orderId }');
    await checkoutTerms(orderId);
    return orderId;
  }

  async #redirect(order, isAutomatic) {
    let orderId;
    try {
      orderId = await this.#orderId(order);
    } catch (error) {
      this.#fail(error);
      return {};
    }
    const url = new URL(`${BASE}/checkoutnow`);
    url.searchParams.set('token', orderId);
    url.searchParams.set('fundingSource', this.#fundingSource);
    if (this.#options.commit !== false) url.searchParams.set('useraction', 'commit');
    if (isAutomatic) window.location.assign(url.href);
    return { redirectURL: url.href };
  }

  async #run(view, orderId) {
    try {
      const end = await showCheckout(view, orderId, {
        clientId: this.#instance.clientId,
        fundingSource: this.#fundingSource,
        commit: this.#options.commit !== false,
        onShipping: this.#options.onShippingAddressChange && ((asked) => this.#shippingRefusal(orderId, asked)),
      });
      if (!this.#isDestroyed) await this.#tell(end, orderId);
    } catch (error) {
      this.#fail(error);
    }
  }

  async #tell({ event, payerId }, orderId) {
    const { onApprove, onCancel, onComplete } = this.#options;
    if (event === 'approve') {
      try {
        await onApprove?.({ orderId, ...(payerId && { payerId }), fundingSource: this.#fundingSource });
      } catch (error) {
        this.#fail(error);
        return;
      }
      onComplete?.({ paymentSessionState: 'approved' });
    } else {
      onCancel?.({ orderId });
      onComplete?.({ paymentSessionState: 'canceled' });
    }
  }

  async #shippingRefusal(orderId, { address }) {
    const errors = {
      ADDRESS_ERROR: 'The shop does not ship to this address.',
      COUNTRY_ERROR: 'The shop does not ship to this country.',
      STATE_ERROR: 'The shop does not ship to this state.',
      ZIP_ERROR: 'The shop does not ship to this postal code.',
    };
    try {
      await this.#options.onShippingAddressChange({ orderId, shippingAddress: address, errors });
      return undefined;
    } catch (error) {
      return error?.message || errors.ADDRESS_ERROR;
    }
  }

  /** A failure of the order or of a callback; of which PayPal says not how it is told. */
  #fail(error) {
    const { onError, onComplete } = this.#options;
    if (error instanceof Error && error.isRecoverable === undefined) error.isRecoverable = false;
    if (onError) onError(error);
    else throwLater(error);
    onComplete?.({ paymentSessionState: 'error' });
  }
}
