// ngx-paypal, whose script comes from www.paypal.com. Angular compiles in the
// browser here, so that the test needs no build of Angular's own.

import '@angular/compiler';
import { Component, provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { NgxPayPalModule } from 'ngx-paypal';

class Shop {
  config = {
    currency: 'EUR',
    clientId: 'sandbox-client',
    createOrderOnClient: () => ({
      intent: 'CAPTURE',
      purchase_units: [{ amount: { currency_code: 'EUR', value: '9.99' } }],
    }),
    advanced: { commit: 'true' },
    style: { label: 'paypal', layout: 'vertical' },
    onApprove: (data) => note('onApprove', data),
    onClientAuthorization: (data) => note('onClientAuthorization', data),
    onCancel: (data) => note('onCancel', data),
    onError: (error) => note('onError', error),
  };
}

const App = Component({ selector: '#root', imports: [NgxPayPalModule], template: '<ngx-paypal [config]="config"></ngx-paypal>' })(Shop) ?? Shop;

bootstrapApplication(App, { providers: [provideZonelessChangeDetection()] });
