//! Answers in the form of PayPal's: NVP with its lower-case escapes, SOAP with
//! its namespaces on each element.

use leptos_paypal_api::classic::Encoding;

pub fn answer(operation: &str, encoding: Encoding) -> String {
    match encoding {
        Encoding::Nvp => nvp("Success", nvp_fields(operation)),
        Encoding::Soap => soap(operation, "Success", "", soap_fields(operation)),
    }
}

/// An answer with errors or warnings: code, short and long message, severity,
/// and the value of a parameter.
pub fn with_messages(
    operation: &str,
    encoding: Encoding,
    ack: &str,
    messages: &[(&str, &str, &str, &str, &str)],
) -> String {
    let succeeds = ack.starts_with("Success");
    match encoding {
        Encoding::Nvp => {
            let mut fields = String::new();
            for (index, (code, short, long, severity, parameter)) in messages.iter().enumerate() {
                let pairs = [
                    ("ERRORCODE", code),
                    ("SHORTMESSAGE", short),
                    ("LONGMESSAGE", long),
                    ("SEVERITYCODE", severity),
                    ("ERRORPARAMID", &"ParamID"),
                    ("ERRORPARAMVALUE", parameter),
                ];
                for (name, value) in pairs {
                    fields.push_str(&format!("&L_{name}{index}={}", escape(value)));
                }
            }
            if succeeds {
                fields.push_str(nvp_fields(operation));
            }
            nvp(ack, &fields)
        }
        Encoding::Soap => {
            let errors: String = messages
                .iter()
                .map(|(code, short, long, severity, parameter)| {
                    format!(
                        "<Errors xmlns=\"urn:ebay:apis:eBLBaseComponents\" xsi:type=\"ebl:ErrorType\">\
                         <ShortMessage xsi:type=\"xs:string\">{short}</ShortMessage>\
                         <LongMessage xsi:type=\"xs:string\">{long}</LongMessage>\
                         <ErrorCode xsi:type=\"xs:token\">{code}</ErrorCode>\
                         <SeverityCode xmlns=\"urn:ebay:apis:eBLBaseComponents\">{severity}</SeverityCode>\
                         <ErrorParameters ParamID=\"ParamID\"><Value>{parameter}</Value></ErrorParameters>\
                         </Errors>"
                    )
                })
                .collect();
            soap(
                operation,
                ack,
                &errors,
                if succeeds { soap_fields(operation) } else { "" },
            )
        }
    }
}

/// As PayPal escapes: everything but letters and digits, in lower case.
fn escape(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            byte if byte.is_ascii_alphanumeric() => (byte as char).to_string(),
            byte => format!("%{byte:02x}"),
        })
        .collect()
}

pub fn nvp(ack: &str, fields: &str) -> String {
    format!(
        "TIMESTAMP=2026%2d11%2d21T12%3a00%3a00Z&CORRELATIONID=b1d1f06c7246d&ACK={ack}\
         &VERSION=204%2e0&BUILD=000000{fields}"
    )
}

pub fn soap(operation: &str, ack: &str, errors: &str, fields: &str) -> String {
    let head = |name: &str, value: &str| {
        format!("<{name} xmlns=\"urn:ebay:apis:eBLBaseComponents\">{value}</{name}>")
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <SOAP-ENV:Envelope xmlns:SOAP-ENV=\"http://schemas.xmlsoap.org/soap/envelope/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:xs=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:cc=\"urn:ebay:apis:CoreComponentTypes\" \
         xmlns:wsse=\"http://schemas.xmlsoap.org/ws/2002/12/secext\" \
         xmlns:ebl=\"urn:ebay:apis:eBLBaseComponents\" xmlns:ns=\"urn:ebay:api:PayPalAPI\">\
         <SOAP-ENV:Header>\
         <Security xmlns=\"http://schemas.xmlsoap.org/ws/2002/12/secext\" xsi:type=\"wsse:SecurityType\"/>\
         <RequesterCredentials xmlns=\"urn:ebay:api:PayPalAPI\" xsi:type=\"ebl:CustomSecurityHeaderType\">\
         <Credentials xmlns=\"urn:ebay:apis:eBLBaseComponents\" xsi:type=\"ebl:UserIdPasswordType\">\
         <Username xsi:type=\"xs:string\"/><Password xsi:type=\"xs:string\"/></Credentials>\
         </RequesterCredentials></SOAP-ENV:Header>\
         <SOAP-ENV:Body id=\"_0\"><{operation}Response xmlns=\"urn:ebay:api:PayPalAPI\">\
         {}{}{}{errors}{}{}{fields}</{operation}Response></SOAP-ENV:Body></SOAP-ENV:Envelope>",
        head("Timestamp", "2026-11-21T12:00:00Z"),
        head("Ack", ack),
        head("CorrelationID", "b1d1f06c7246d"),
        head("Version", "204.0"),
        head("Build", "000000"),
    )
}

fn nvp_fields(operation: &str) -> &'static str {
    match operation {
        "SetExpressCheckout" => "&TOKEN=EC%2d42721413K79637829",
        "GetExpressCheckoutDetails" => {
            "&TOKEN=EC%2d42721413K79637829&BILLINGAGREEMENTACCEPTEDSTATUS=0\
             &CHECKOUTSTATUS=PaymentActionCompleted&EMAIL=buyer%40example%2ecom\
             &PAYERID=FWRVKNRRZ3WUC&PAYERSTATUS=verified&FIRSTNAME=J%c3%b6rg&LASTNAME=M%26uuml%3bller\
             &COUNTRYCODE=DE&SHIPTONAME=J%c3%b6rg%20M&CURRENCYCODE=EUR&AMT=59%2e90&CUSTOM=co_1&INVNUM=co_1\
             &NOTE=Please%20ring&PAYMENTREQUEST_0_CURRENCYCODE=EUR&PAYMENTREQUEST_0_AMT=59%2e90\
             &PAYMENTREQUEST_0_CUSTOM=co_1&PAYMENTREQUEST_0_INVNUM=co_1\
             &PAYMENTREQUEST_0_SHIPTONAME=J%c3%b6rg%20M&PAYMENTREQUEST_0_SHIPTOCOUNTRYCODE=DE\
             &PAYMENTREQUEST_0_TRANSACTIONID=4RR959492F879224U&PAYMENTREQUESTINFO_0_ERRORCODE=0"
        }
        "DoExpressCheckoutPayment" => {
            "&TOKEN=EC%2d42721413K79637829&SUCCESSPAGEREDIRECTREQUESTED=false\
             &INSURANCEOPTIONSELECTED=false&SHIPPINGOPTIONISDEFAULT=false\
             &PAYMENTINFO_0_TRANSACTIONID=4RR959492F879224U&PAYMENTINFO_0_TRANSACTIONTYPE=expresscheckout\
             &PAYMENTINFO_0_PAYMENTTYPE=instant&PAYMENTINFO_0_ORDERTIME=2026%2d11%2d21T12%3a00%3a00Z\
             &PAYMENTINFO_0_AMT=1234%2e50&PAYMENTINFO_0_FEEAMT=36%2e10&PAYMENTINFO_0_TAXAMT=0%2e00\
             &PAYMENTINFO_0_CURRENCYCODE=USD&PAYMENTINFO_0_PAYMENTSTATUS=Pending\
             &PAYMENTINFO_0_PENDINGREASON=paymentreview&PAYMENTINFO_0_REASONCODE=None\
             &PAYMENTINFO_0_PROTECTIONELIGIBILITY=Eligible&PAYMENTINFO_0_ERRORCODE=0&PAYMENTINFO_0_ACK=Success"
        }
        "GetTransactionDetails" => {
            "&RECEIVERBUSINESS=shop%40example%2ecom&RECEIVEREMAIL=merchant%40example%2ecom\
             &RECEIVERID=ABCDEFGHJKLMN&EMAIL=buyer%40example%2ecom&PAYERID=FWRVKNRRZ3WUC\
             &PAYERSTATUS=verified&COUNTRYCODE=DE&INVNUM=co_1&CUSTOM=co_1&SALESTAX=0%2e00\
             &FIRSTNAME=J%c3%b6rg&LASTNAME=M&TRANSACTIONID=4RR959492F879224U\
             &PARENTTRANSACTIONID=9R43552341412482K&RECEIPTID=3779%2d2297%2d5518%2d4379\
             &TRANSACTIONTYPE=cart&PAYMENTTYPE=echeck&ORDERTIME=2026%2d11%2d21T12%3a00%3a00Z\
             &AMT=1%2c500&FEEAMT=48&TAXAMT=0&CURRENCYCODE=JPY&PAYMENTSTATUS=PartiallyRefunded\
             &PENDINGREASON=None&REASONCODE=refund&L_NAME0=Tea%20%26%20mug&L_NUMBER0=TEA&L_QTY0=3\
             &L_AMT0=1500&L_CURRENCYCODE0=JPY&L_NAME1=Gift"
        }
        "TransactionSearch" => {
            "&L_TIMESTAMP0=2026%2d11%2d21T12%3a00%3a00Z&L_TIMESTAMP1=2026%2d11%2d20T12%3a00%3a00Z\
             &L_TIMEZONE0=GMT&L_TIMEZONE1=GMT&L_TYPE0=Refund&L_TYPE1=Payment\
             &L_EMAIL0=buyer%40example%2ecom&L_EMAIL1=buyer%40example%2ecom&L_NAME0=J&L_NAME1=J\
             &L_TRANSACTIONID0=5RR959492F879224U&L_TRANSACTIONID1=4RR959492F879224U\
             &L_STATUS0=Completed&L_STATUS1=Refunded&L_AMT0=%2d10%2e00&L_AMT1=10%2e00\
             &L_CURRENCYCODE0=USD&L_CURRENCYCODE1=USD&L_FEEAMT0=0%2e29&L_FEEAMT1=%2d0%2e59\
             &L_NETAMT0=%2d9%2e71&L_NETAMT1=9%2e41"
        }
        "RefundTransaction" => {
            "&REFUNDTRANSACTIONID=5RR959492F879224U&FEEREFUNDAMT=0%2e29&GROSSREFUNDAMT=10%2e00\
             &NETREFUNDAMT=9%2e71&TOTALREFUNDEDAMT=15%2e00&CURRENCYCODE=USD&REFUNDSTATUS=Delayed\
             &PENDINGREASON=echeck"
        }
        "DoAuthorization" => {
            "&TRANSACTIONID=4RR959492F879224U&AMT=10%2e00&CURRENCYCODE=USD&PAYMENTSTATUS=Pending\
             &PENDINGREASON=authorization"
        }
        "DoReauthorization" => {
            "&AUTHORIZATIONID=4RR959492F879224U&PAYMENTSTATUS=Pending&PENDINGREASON=authorization"
        }
        "DoCapture" => {
            "&AUTHORIZATIONID=9R43552341412482K&TRANSACTIONID=4RR959492F879224U\
             &PARENTTRANSACTIONID=9R43552341412482K&TRANSACTIONTYPE=expresscheckout&PAYMENTTYPE=instant\
             &ORDERTIME=2026%2d11%2d21T12%3a00%3a00Z&AMT=10%2e00&FEEAMT=0%2e59&CURRENCYCODE=USD\
             &PAYMENTSTATUS=Completed&PENDINGREASON=None&REASONCODE=None"
        }
        "DoVoid" => "&AUTHORIZATIONID=4RR959492F879224U",
        "GetBalance" => {
            "&L_AMT0=120%2e50&L_CURRENCYCODE0=USD&L_AMT1=700&L_CURRENCYCODE1=JPY\
             &L_AMT2=1%2e00&L_CURRENCYCODE2=XXX"
        }
        "GetPalDetails" => "&PAL=ABCDEFGHJKLMN&LOCALE=en_US",
        other => panic!("no answer to {other}"),
    }
}

fn soap_fields(operation: &str) -> &'static str {
    match operation {
        "SetExpressCheckout" => {
            "<Token xsi:type=\"ebl:ExpressCheckoutTokenType\">EC-42721413K79637829</Token>"
        }
        "GetExpressCheckoutDetails" => {
            "<GetExpressCheckoutDetailsResponseDetails xmlns=\"urn:ebay:apis:eBLBaseComponents\">\
             <Token>EC-42721413K79637829</Token><PayerInfo><Payer>buyer@example.com</Payer>\
             <PayerID>FWRVKNRRZ3WUC</PayerID><PayerStatus>verified</PayerStatus><PayerName>\
             <Salutation/><FirstName>J&#246;rg</FirstName><MiddleName/>\
             <LastName>M&amp;uuml;ller</LastName></PayerName><PayerCountry>DE</PayerCountry>\
             <PayerBusiness/></PayerInfo><Custom>co_1</Custom><InvoiceID>co_1</InvoiceID>\
             <Note>Please ring</Note><CheckoutStatus>PaymentActionCompleted</CheckoutStatus>\
             <PaymentDetails><OrderTotal currencyID=\"EUR\">59.90</OrderTotal>\
             <Custom>co_1</Custom><InvoiceID>co_1</InvoiceID><ShipToAddress>\
             <Name><![CDATA[J\u{f6}rg M]]></Name><Country>DE</Country></ShipToAddress></PaymentDetails>\
             <PaymentRequestInfo><TransactionId>4RR959492F879224U</TransactionId></PaymentRequestInfo>\
             </GetExpressCheckoutDetailsResponseDetails>"
        }
        "DoExpressCheckoutPayment" => {
            "<DoExpressCheckoutPaymentResponseDetails xmlns=\"urn:ebay:apis:eBLBaseComponents\">\
             <Token>EC-42721413K79637829</Token><PaymentInfo>\
             <TransactionID>4RR959492F879224U</TransactionID><ParentTransactionID/><ReceiptID/>\
             <TransactionType>express-checkout</TransactionType><PaymentType>instant</PaymentType>\
             <PaymentDate>2026-11-21T12:00:00Z</PaymentDate>\
             <GrossAmount xsi:type=\"cc:BasicAmountType\" currencyID=\"USD\">1234.50</GrossAmount>\
             <FeeAmount currencyID=\"USD\">36.10</FeeAmount><TaxAmount currencyID=\"USD\">0.00</TaxAmount>\
             <ExchangeRate/><PaymentStatus>Pending</PaymentStatus>\
             <PendingReason>payment-review</PendingReason><ReasonCode>none</ReasonCode>\
             <ProtectionEligibility>Eligible</ProtectionEligibility></PaymentInfo>\
             </DoExpressCheckoutPaymentResponseDetails>"
        }
        "GetTransactionDetails" => {
            "<PaymentTransactionDetails xmlns=\"urn:ebay:apis:eBLBaseComponents\">\
             <ReceiverInfo><Business>shop@example.com</Business><Receiver>merchant@example.com</Receiver>\
             <ReceiverID>ABCDEFGHJKLMN</ReceiverID></ReceiverInfo>\
             <PayerInfo><Payer>buyer@example.com</Payer><PayerID>FWRVKNRRZ3WUC</PayerID>\
             <PayerStatus>verified</PayerStatus><PayerName><FirstName>J\u{f6}rg</FirstName>\
             <LastName>M</LastName></PayerName><PayerCountry>DE</PayerCountry></PayerInfo>\
             <PaymentInfo><TransactionID>4RR959492F879224U</TransactionID>\
             <ParentTransactionID>9R43552341412482K</ParentTransactionID>\
             <ReceiptID>3779-2297-5518-4379</ReceiptID><TransactionType>cart</TransactionType>\
             <PaymentType>echeck</PaymentType><PaymentDate>2026-11-21T12:00:00Z</PaymentDate>\
             <GrossAmount currencyID=\"JPY\">1500</GrossAmount><FeeAmount currencyID=\"JPY\">48</FeeAmount>\
             <TaxAmount currencyID=\"JPY\">0</TaxAmount><PaymentStatus>Partially-Refunded</PaymentStatus>\
             <PendingReason>none</PendingReason><ReasonCode>refund</ReasonCode></PaymentInfo>\
             <PaymentItemInfo><InvoiceID>co_1</InvoiceID><Custom>co_1</Custom>\
             <PaymentItem><Name>Tea &amp; mug</Name><Number>TEA</Number><Quantity>3</Quantity>\
             <Amount currencyID=\"JPY\">1500</Amount></PaymentItem>\
             <PaymentItem><Name>Gift</Name></PaymentItem></PaymentItemInfo>\
             </PaymentTransactionDetails>\
             <ThreeDSecureDetails xmlns=\"urn:ebay:apis:eBLBaseComponents\"/>"
        }
        "TransactionSearch" => {
            "<PaymentTransactions xmlns=\"urn:ebay:apis:eBLBaseComponents\">\
             <Timestamp>2026-11-21T12:00:00Z</Timestamp><Timezone>GMT</Timezone><Type>Refund</Type>\
             <Payer>buyer@example.com</Payer><PayerDisplayName>J</PayerDisplayName>\
             <TransactionID>5RR959492F879224U</TransactionID><Status>Completed</Status>\
             <GrossAmount currencyID=\"USD\">-10.00</GrossAmount>\
             <FeeAmount currencyID=\"USD\">0.29</FeeAmount><NetAmount currencyID=\"USD\">-9.71</NetAmount>\
             </PaymentTransactions>\
             <PaymentTransactions xmlns=\"urn:ebay:apis:eBLBaseComponents\">\
             <Timestamp>2026-11-20T12:00:00Z</Timestamp><Timezone>GMT</Timezone><Type>Payment</Type>\
             <Payer>buyer@example.com</Payer><PayerDisplayName>J</PayerDisplayName>\
             <TransactionID>4RR959492F879224U</TransactionID><Status>Refunded</Status>\
             <GrossAmount currencyID=\"USD\">10.00</GrossAmount>\
             <FeeAmount currencyID=\"USD\">-0.59</FeeAmount><NetAmount currencyID=\"USD\">9.41</NetAmount>\
             </PaymentTransactions>"
        }
        "RefundTransaction" => {
            "<RefundTransactionID>5RR959492F879224U</RefundTransactionID>\
             <NetRefundAmount currencyID=\"USD\">9.71</NetRefundAmount>\
             <FeeRefundAmount currencyID=\"USD\">0.29</FeeRefundAmount>\
             <GrossRefundAmount currencyID=\"USD\">10.00</GrossRefundAmount>\
             <TotalRefundedAmount currencyID=\"USD\">15.00</TotalRefundedAmount>\
             <RefundInfo xmlns=\"urn:ebay:apis:eBLBaseComponents\"><RefundStatus>Delayed</RefundStatus>\
             <PendingReason>echeck</PendingReason></RefundInfo>"
        }
        "DoAuthorization" => {
            "<TransactionID>4RR959492F879224U</TransactionID><Amount currencyID=\"USD\">10.00</Amount>\
             <AuthorizationInfo xmlns=\"urn:ebay:apis:eBLBaseComponents\">\
             <PaymentStatus>Pending</PaymentStatus><PendingReason>authorization</PendingReason>\
             </AuthorizationInfo>"
        }
        "DoReauthorization" => {
            "<AuthorizationID>4RR959492F879224U</AuthorizationID>\
             <AuthorizationInfo xmlns=\"urn:ebay:apis:eBLBaseComponents\">\
             <PaymentStatus>Pending</PaymentStatus><PendingReason>authorization</PendingReason>\
             </AuthorizationInfo>"
        }
        "DoCapture" => {
            "<DoCaptureResponseDetails xmlns=\"urn:ebay:apis:eBLBaseComponents\">\
             <AuthorizationID>9R43552341412482K</AuthorizationID><PaymentInfo>\
             <TransactionID>4RR959492F879224U</TransactionID>\
             <ParentTransactionID>9R43552341412482K</ParentTransactionID><ReceiptID/>\
             <TransactionType>express-checkout</TransactionType><PaymentType>instant</PaymentType>\
             <PaymentDate>2026-11-21T12:00:00Z</PaymentDate>\
             <GrossAmount currencyID=\"USD\">10.00</GrossAmount><FeeAmount currencyID=\"USD\">0.59</FeeAmount>\
             <PaymentStatus>Completed</PaymentStatus><PendingReason>none</PendingReason>\
             <ReasonCode>none</ReasonCode></PaymentInfo></DoCaptureResponseDetails>"
        }
        "DoVoid" => "<AuthorizationID>4RR959492F879224U</AuthorizationID>",
        "GetBalance" => {
            "<Balance currencyID=\"USD\">120.50</Balance>\
             <BalanceTimeStamp>2026-11-21T12:00:00Z</BalanceTimeStamp>\
             <BalanceHoldings currencyID=\"USD\">120.50</BalanceHoldings>\
             <BalanceHoldings currencyID=\"JPY\">700</BalanceHoldings>"
        }
        "GetPalDetails" => "<Pal>ABCDEFGHJKLMN</Pal><Locale>en_US</Locale>",
        other => panic!("no answer to {other}"),
    }
}
