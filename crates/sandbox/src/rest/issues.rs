//! Descriptions of the issues of v2, in the words of PayPal's own API description:
//! they are values of an enumeration there, and are sent as such.

/// The description of an issue. Where PayPal words one differently by
/// operation, this is the wording of creating or capturing.
pub(crate) fn describe(issue: &str) -> &'static str {
    match issue {
        "MISSING_REQUIRED_PARAMETER" => "A required parameter is missing.",
        "INVALID_PARAMETER_VALUE" => "A parameter value is not valid.",
        "INVALID_PARAMETER_SYNTAX" => {
            "The value of a field does not conform to the expected format."
        }
        "INVALID_STRING_LENGTH" => "The value of a field is either too short or too long",
        "INVALID_ARRAY_MIN_ITEMS" => "The number of items in an array parameter is too small.",
        "INVALID_ARRAY_MAX_ITEMS" => "The number of items in an array parameter is too large.",
        "INVALID_COUNTRY_CODE" => {
            "Country code is invalid. Please refer to https://developer.paypal.com/api/rest/reference/country-codes/ for a list of supported country codes."
        }
        "NOT_SUPPORTED" => "This field is not currently supported.",
        "PAYPAL_REQUEST_ID_REQUIRED" => {
            "A PayPal-Request-Id is required if you are trying to process payment for an Order. Please specify a PayPal-Request-Id or Create the Order without a 'payment_source' specified."
        }
        "MALFORMED_REQUEST_JSON" => "The request JSON is not well formed.",
        "DUPLICATE_REQUEST_ID" => "This PayPal-Request-Id came before with another request.",
        "PERMISSION_DENIED" => {
            "You do not have permission to access or perform operations on this resource."
        }
        "INVALID_RESOURCE_ID" => {
            "Specified resource ID does not exist. Please check the resource ID and try again."
        }
        "AMOUNT_MISMATCH" => {
            "Should equal item_total + tax_total + shipping + handling + insurance - shipping_discount - discount."
        }
        "ITEM_TOTAL_MISMATCH" => {
            "Should equal sum of (unit_amount * quantity) across all items for a given purchase_unit."
        }
        "ITEM_TOTAL_REQUIRED" => {
            "If item details are specified (items.unit_amount and items.quantity) corresponding amount.breakdown.item_total is required."
        }
        "TAX_TOTAL_MISMATCH" => {
            "Should equal sum of (tax * quantity) across all items for a given purchase_unit."
        }
        "TAX_TOTAL_REQUIRED" => {
            "If item details are specified (items.tax_total and items.quantity) corresponding amount.breakdown.tax_total is required."
        }
        "CANNOT_BE_NEGATIVE" => {
            "Must be greater than or equal to 0. If the currency supports decimals, only two decimal place precision is supported."
        }
        "CANNOT_BE_ZERO_OR_NEGATIVE" => {
            "Must be greater than zero. If the currency supports decimals, only two decimal place precision is supported."
        }
        "DECIMAL_PRECISION" => {
            "If the currency supports decimals, only two decimal place precision is supported."
        }
        "DECIMALS_NOT_SUPPORTED" => {
            "Currency does not support decimals. Please refer to https://developer.paypal.com/docs/api/reference/currency-codes/ for more information."
        }
        "INVALID_CURRENCY_CODE" => {
            "Currency code is invalid or is not currently supported. Please refer https://developer.paypal.com/api/rest/reference/currency-codes/ for list of supported currency codes."
        }
        "MULTI_CURRENCY_ORDER" => {
            "Multiple differing values of currency_code are not supported. Entire Order request must have the same currency_code."
        }
        "MAX_VALUE_EXCEEDED" => "Should be less than or equal to 999999999999999.99.",
        "DUPLICATE_REFERENCE_ID" => {
            "`reference_id` must be unique if multiple `purchase_unit` are provided."
        }
        "REFERENCE_ID_REQUIRED" => {
            "'reference_id' is required for each 'purchase_unit' if multiple 'purchase_unit' are provided."
        }
        "REFERENCE_ID_NOT_FOUND" => {
            "Filter expression value is incorrect. Please check the value of the reference_id and try again."
        }
        "DUPLICATE_INVOICE_ID" => {
            "Duplicate Invoice ID detected. To avoid a potential duplicate transaction your account setting requires that Invoice Id be unique for each transaction."
        }
        "CITY_REQUIRED" => "The specified country requires a city (address.admin_area_2).",
        "POSTAL_CODE_REQUIRED" => "The specified country requires a postal code.",
        "MISSING_SHIPPING_ADDRESS" => {
            "The shipping address is required when the preference is SET_PROVIDED_ADDRESS."
        }
        "MULTIPLE_SHIPPING_OPTION_SELECTED" => {
            "Only one shipping.option can be set to 'selected = true'."
        }
        "SHIPPING_OPTION_NOT_SELECTED" => {
            "At least one of the shipping.option should be set to 'selected = true'."
        }
        "SHIPPING_OPTIONS_NOT_SUPPORTED" => {
            "Shipping options are not supported when `shipping.type` is specified or when 'application_context.shipping_preference' is set as 'NO_SHIPPING' or 'SET_PROVIDED_ADDRESS'."
        }
        "NOT_ENABLED_TO_VAULT_PAYMENT_SOURCE" => {
            "The API caller or the merchant on whose behalf the API call is initiated is not allowed to vault the given source. Please contact PayPal customer support for assistance."
        }
        "PREFERRED_SHIPPING_OPTION_AMOUNT_MISMATCH" => {
            "The amount provided in the preferred shipping option should match the amount provided in amount breakdown"
        }
        "PAYEE_ACCOUNT_INVALID" => {
            "Payee account specified is invalid. Please check the `payee.email_address` or `payee.merchant_id` specified and try again. Ensure that either  `payee.merchant_id` or `payee.email_address` is specified."
        }
        "UNSUPPORTED_INTENT" => {
            "`intent=AUTHORIZE` is not supported for multiple purchase units. Only `intent=CAPTURE` is supported."
        }
        "NOT_PATCHABLE" => "Cannot be patched.",
        "INVALID_JSON_POINTER_FORMAT" => {
            "Path should be a valid JSON Pointer https://tools.ietf.org/html/rfc6901 that references a location within the request where the operation is performed."
        }
        "ORDER_ALREADY_COMPLETED" => "The order cannot be patched after it is completed.",
        "ORDER_NOT_APPROVED" => {
            "Payer has not yet approved the Order for payment. Please redirect the payer to the 'rel':'approve' url returned as part of the HATEOAS links within the Create Order call or provide a valid `payment_source` in the request."
        }
        "ORDER_ALREADY_CAPTURED" => {
            "Order already captured.If 'intent=CAPTURE' only one capture per order is allowed."
        }
        "ORDER_ALREADY_AUTHORIZED" => {
            "Order already authorized.If 'intent=AUTHORIZE' only one authorization per order is allowed."
        }
        "ORDER_EXPIRED" => {
            "Order is expired and hence cannot be authorized. Please contact Customer Support if you need to increase your order validity period."
        }
        "ORDER_COMPLETED_OR_VOIDED" => {
            "Order is voided or completed and hence cannot be authorized."
        }
        "ACTION_DOES_NOT_MATCH_INTENT" => {
            "Order was created with an intent to 'CAPTURE'. Please use v2/checkout/orders/order_id/capture to complete the transaction or alternately Create an order with an intent of 'AUTHORIZE'."
        }
        "INSTRUMENT_DECLINED" => {
            "The instrument presented  was either declined by the processor or bank, or it can't be used for this payment."
        }
        "ORDER_CANNOT_BE_CONFIRMED" => {
            "An order with status = 'COMPLETED' cannot be confirmed again."
        }
        "NO_PAYMENT_SOURCE_PROVIDED" => {
            "At least one payment method is required within the payment source."
        }
        "PAYEE_NOT_ENABLED_FOR_CARD_PROCESSING" => {
            "Payee account is not setup to be able to process card payments. Please contact PayPal customer support."
        }
        "CARD_NUMBER_REQUIRED" => {
            "The card number is required when attempting to process payment with card."
        }
        "CARD_EXPIRY_REQUIRED" => {
            "The card expiry is required when attempting to process payment with card."
        }
        "CARD_TYPE_NOT_SUPPORTED" => {
            "Processing of this card type is not supported. Use another card type."
        }
        "INVALID_CARD_NUMBER" => "Invalid card number",
        "CARD_EXPIRED" => "The card is expired",
        "INVALID_EXPIRY_DATE" => {
            "Expiry date is invalid. Expiry date should be a date in future and within the threshold for the payment source."
        }
        "INVALID_SECURITY_CODE_LENGTH" => {
            "The security_code length is invalid for the specified card brand."
        }
        "TRANSACTION_REFUSED" => "The request was refused.",
        "PAYER_CANNOT_PAY" => {
            "Payer cannot pay for this transaction. Please contact the payer to find other ways to pay for this transaction."
        }
        "PAYER_ACTION_REQUIRED" => {
            "Transaction cannot complete successfully, instruct the buyer to return to PayPal."
        }
        "CAPTURE_FULLY_REFUNDED" => "The capture has already been fully refunded",
        "REFUND_AMOUNT_EXCEEDED" => {
            "The refund amount must be less than or equal to the capture amount that has not yet been refunded."
        }
        "REFUND_CAPTURE_CURRENCY_MISMATCH" => "Refund must be in the same currency as the capture",
        "PENDING_CAPTURE" => {
            "Cannot initiate a refund as the capture is pending. Capture is typically pending when the payer has funded the transaction using e-check/bank funded."
        }
        "AUTHORIZATION_VOIDED" => "A voided authorization cannot be captured or reauthorized. ",
        "AUTHORIZATION_EXPIRED" => "An expired authorization cannot be captured.",
        "AUTHORIZATION_ALREADY_CAPTURED" => "Authorization has previously been captured.",
        "MAX_CAPTURE_AMOUNT_EXCEEDED" => {
            "Capture amount exceeds allowable limit. Please contact customer service or your account manager to request the change to your overage limit. The default overage limit is 115%, which allows the sum of all captures to be up to 115% of the order amount. The ability to over capture is subjected to regulatory approvals."
        }
        "PREVIOUSLY_CAPTURED" => {
            "Authorization has been previously captured and hence cannot be voided."
        }
        "PREVIOUSLY_VOIDED" => {
            "Authorization has been previously voided and hence cannot be voided again."
        }
        "CANNOT_BE_VOIDED" => {
            "A reauthorization cannot be voided. Please void the original parent authorization."
        }
        _ => "The request cannot be processed.",
    }
}
