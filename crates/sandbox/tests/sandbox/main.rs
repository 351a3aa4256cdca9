//! The sandbox from outside: what its pages, its APIs and its notifications do,
//! and what they refuse. One program, since each would link the whole sandbox.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod account_pages;
mod accounts;
mod api_access;
mod api_calls;
mod buyer_pages;
mod cards;
mod classic_agreements;
mod classic_attacks;
mod classic_buttons;
mod classic_clients;
mod classic_express;
mod classic_parallel;
mod classic_recurring;
mod classic_refusals;
mod classic_soap;
mod classic_transactions;
mod control;
mod control_access;
mod coverage;
mod data_file;
mod delivery;
mod dispute_messages;
mod disputes;
mod django_ipn;
mod encrypted_forms;
mod field;
mod form_certificates;
mod form_ignored;
mod form_rules;
mod form_totals;
mod forms;
mod harness;
mod ipn_simulator;
mod mailbox;
#[path = "../../../../tests/interop/missing.rs"]
mod missing;
mod money;
mod notifications;
mod prefill;
mod program;
mod refusals;
mod rest_checkout;
mod rest_clients;
mod rest_faults;
mod rest_orders;
mod rest_pages;
mod rest_paypal_rs;
mod rest_refusals;
mod rest_schemas;
mod rest_tokens;
mod rest_webhooks;
mod returning;
mod sdk;
mod selling_pages;
mod selling_rules;
mod selling_sums;
mod shipping_options;
mod subscription_failures;
mod subscription_forms;
mod subscriptions;
mod tls;
mod verification;
mod webscr;
