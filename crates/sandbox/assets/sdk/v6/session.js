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

/** Views by presentation; opened while the click lasts. */
const PRESENTATIONS = {
  auto: () => openPopup() ?? openFrame(),
  popup: () => {
    const popup = openPopup();
    if (!popup) throw new SessionError('ERR_DEV_UNABLE_TO_OPEN_POPUP', 'unable to open popup', true);
    return popup;
  },
  modal: () => openFrame(),
};

/** Codes of presentations that the sandbox has not. */
const UNAVAILABLE = { 'payment-handler': 'ERR_FLOW_PAYMENT_HANDLER_BROWSER_INCOMPATIBLE' };

/** Leaves the page, also from a frame of it; or says where to, for a page that leaves by itself. */
function leave(redirectURL, isAutomatic) {
  if (!isAutomatic) return { redirectURL };
  window.top.location.href = redirectURL;
  return {};
}

/** Why a callback refuses: the text of what it throws. */
async function refusalOf(callback, usual) {
  try {
    await callback();
    return undefined;
  } catch (error) {
    return error?.message || usual;
  }
}

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
    if (isOpen(this.#view) && (await bringToFront(this.#view))) return {};
    const isAutomatic = autoRedirect?.enabled !== false;
    if (presentationMode === 'redirect') return this.#redirect(order, isAutomatic);
    if (presentationMode === 'direct-app-switch') return this.#switchToApp(order, isAutomatic);
    const open = PRESENTATIONS[presentationMode];
    if (!open) throw new SessionError(UNAVAILABLE[presentationMode] ?? 'ERR_FLOW_UNSUPPORTED_PRESENTATION_MODE', `${presentationMode} is not supported`, true);
    const view = open();
    this.#view = view;
    const orderId = await whileOpen(view, this.#orderIdOrFail(order, view));
    if (orderId) this.#run(view, orderId);
    else if (orderId === undefined && !this.#isDestroyed) await this.#tell({ event: 'cancel' });
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

  hasReturned(address) {
    return returnedCheckout(address) !== null;
  }

  async resume(address) {
    const returned = returnedCheckout(address);
    if (!returned) throw new SessionError('ERR_NOT_RETURNED', 'The buyer has not returned to this page');
    const { event, orderId, payerId } = returned;
    if (event === 'onError') this.#fail(new SessionError('ERR_FLOW_FAILED', 'The checkout has ended with an error'));
    else await this.#tell(event === 'onApprove' ? { event: 'approve', payerId } : { event: 'cancel' }, orderId);
  }

  async #orderId(order) {
    const orderId = (await order)?.orderId ?? this.#options.orderId;
    if (typeof orderId !== 'string' || !orderId) throw new SessionError('ERR_ORDER_ID_MISSING', 'Expected a promise of { orderId }');
    await checkoutTerms(orderId);
    return orderId;
  }

  /**
   * Id of the order; null where the session is destroyed meanwhile, or where
   * there is none, of which the page is told while `view` is open.
   */
  async #orderIdOrFail(order, view) {
    try {
      const orderId = await this.#orderId(order);
      return this.#isDestroyed ? null : orderId;
    } catch (error) {
      const isOver = this.#isDestroyed || view?.isClosed();
      view?.close();
      if (!isOver) this.#fail(error);
      return null;
    }
  }

  async #redirect(order, isAutomatic) {
    const orderId = await this.#orderIdOrFail(order);
    if (!orderId) return {};
    const url = new URL(`${BASE}/checkoutnow`);
    url.searchParams.set('token', orderId);
    url.searchParams.set('fundingSource', this.#fundingSource);
    if (this.#options.commit !== false) url.searchParams.set('useraction', 'commit');
    return leave(url.href, isAutomatic);
  }

  /** The page that stands for PayPal's app, where there can be one. */
  async #switchToApp(order, isAutomatic) {
    const unavailable = () => new SessionError('ERR_APP_SWITCH_UNAVAILABLE', 'PayPal’s app is not available', true);
    if (!isOnPhone() || asksShipping(this.#options)) throw unavailable();
    const orderId = await this.#orderIdOrFail(order);
    if (!orderId) return {};
    const { appSwitch } = await checkoutTerms(orderId);
    if (!appSwitch) throw unavailable();
    return leave(appUrl(orderId, this.#fundingSource, this.#options.commit !== false), isAutomatic);
  }

  async #run(view, orderId) {
    try {
      const end = await showCheckout(view, orderId, {
        clientId: this.#instance.clientId,
        fundingSource: this.#fundingSource,
        commit: this.#options.commit !== false,
        onAddress: this.#options.onShippingAddressChange && ((asked) => this.#addressRefusal(orderId, asked)),
        onOption: this.#options.onShippingOptionsChange && ((asked) => this.#optionRefusal(orderId, asked)),
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

  async #addressRefusal(orderId, { address }) {
    const { onShippingAddressChange } = this.#options;
    return refusalOf(() => onShippingAddressChange({ orderId, shippingAddress: address, errors: ADDRESS_ERRORS }), ADDRESS_ERRORS.ADDRESS_ERROR);
  }

  async #optionRefusal(orderId, { option }) {
    const { onShippingOptionsChange } = this.#options;
    return refusalOf(() => onShippingOptionsChange({ orderId, selectedShippingOption: option, errors: OPTION_ERRORS }), OPTION_ERRORS.METHOD_UNAVAILABLE);
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
