# Business::PayPal::API, a client for SOAP, against the sandbox, whose address
# is the first argument. The addresses are constants of the client: they are
# replaced while it is loaded.
#
# With a second argument, the sandbox's address with TLS, its credentials are a
# certificate in place of the signature: the module hands CertFile, KeyFile and
# PKCS12File to Crypt::SSLeay.

use strict;
use warnings;

use File::Temp;

my ( $base, $tls, $folder );

BEGIN {
    ( $base, $tls ) = @ARGV;
    my $soap = $tls || $base;
    $folder = File::Temp->newdir;
    if ($tls) {
        $ENV{PERL_NET_HTTPS_SSL_SOCKET_CLASS} = 'Net::SSL';
        $ENV{HTTPS_CA_FILE} = "$folder/root.pem";
        # Crypt::SSLeay waits for ever for what TLS 1.3 sends after a handshake.
        open my $settings, '>', "$folder/openssl.cnf" or die $!;
        print $settings "openssl_conf = first\n[first]\nssl_conf = second\n",
            "[second]\nsystem_default = third\n[third]\nMaxProtocol = TLSv1.2\n";
        close $settings or die $!;
        $ENV{OPENSSL_CONF} = "$folder/openssl.cnf";
    }
    unshift @INC, sub {
        my ( undef, $file ) = @_;
        return unless $file eq 'Business/PayPal/API.pm';
        for my $folder ( grep { !ref } @INC ) {
            open my $source, '<', "$folder/$file" or next;
            my $text = do { local $/; <$source> };
            $text =~ s{https://api(-3t)?(\.sandbox)?\.paypal\.com/2\.0/}{$soap/2.0/}g;
            $INC{$file} = "$folder/$file";
            return \$text;
        }
        return;
    };
}

use Business::PayPal::API qw(
    ExpressCheckout GetTransactionDetails TransactionSearch RefundTransaction
    CaptureRequest VoidRequest ReauthorizationRequest AuthorizationRequest
    MassPay GetBalance
);
use LWP::UserAgent;

sub save {
    my ( $path, $name ) = @_;
    my $saved = LWP::UserAgent->new->get( "$base/_sandbox/$path", ':content_file' => "$folder/$name" );
    die $saved->as_string unless $saved->is_success;
    return "$folder/$name";
}

my @credentials = ( Signature => 'sandbox-signature' );
if ($tls) {
    save( 'certificates/root', 'root.pem' );
    my $pem = save( 'accounts/merchant@example.com/certificate', 'shop.pem' );
    @credentials = ( CertFile => $pem, KeyFile => $pem );
}

sub api {
    my ( $password, @other ) = @_;
    return Business::PayPal::API->new(
        Username => 'merchant_api1.example.com',
        Password => $password,
        sandbox  => 1,
        @other ? @other : @credentials,
    );
}

my $api = api('sandbox-password');

sub is_equal {
    my ( $found, $expected, $what ) = @_;
    $found = '(nothing)' unless defined $found;
    die "$what: $found, not $expected" unless $found eq $expected;
}

sub done {
    my ( $what, %answer ) = @_;
    is_equal( $answer{Ack}, 'Success', $what . ' ' . ( $answer{Errors}[0]{ErrorCode} || '' ) );
    return %answer;
}

sub refused {
    my ( $code, %answer ) = @_;
    is_equal( $answer{Ack}, 'Failure', 'Ack' );
    is_equal( $answer{Errors}[0]{ErrorCode}, $code, 'code' );
}

sub paid {
    my ( $total, $currency, $action ) = @_;
    my %opened = done(
        'SetExpressCheckout',
        $api->SetExpressCheckout(
            OrderTotal    => $total,
            currencyID    => $currency,
            PaymentAction => $action,
            ReturnURL     => 'http://shop.test/return',
            CancelURL     => 'http://shop.test/cancel',
        )
    );
    my $token = $opened{Token};
    my $agent = LWP::UserAgent->new;
    my $agreed = $agent->post( "$base/_sandbox/checkouts/$token/approve",
        'Content-Type' => 'application/json' );
    die $agreed->as_string unless $agreed->is_success;
    my %details = done( 'GetExpressCheckoutDetails', $api->GetExpressCheckoutDetails($token) );
    is_equal( $details{PayerID}, 'BUYER23456789', 'PayerID' );
    my %pay = (
        Token         => $token,
        PayerID       => $details{PayerID},
        OrderTotal    => $total,
        currencyID    => $currency,
        PaymentAction => $action,
    );
    my %paid = done( 'DoExpressCheckoutPayment', $api->DoExpressCheckoutPayment(%pay) );
    is_equal( $paid{GrossAmount}, $total, 'GrossAmount' );
    refused( 10415, $api->DoExpressCheckoutPayment(%pay) );
    return $paid{TransactionID};
}

for my $case ( [ 'USD', '20.50', '0.50' ], [ 'JPY', '2050', '50' ] ) {
    my ( $currency, $total, $part ) = @$case;
    my $transaction = paid( $total, $currency, 'Sale' );
    my %found = done( 'GetTransactionDetails',
        $api->GetTransactionDetails( TransactionID => $transaction ) );
    is_equal( $found{PaymentStatus}, 'Completed', 'PaymentStatus' );
    my %refund = done(
        'RefundTransaction',
        $api->RefundTransaction(
            TransactionID => $transaction,
            RefundType    => 'Partial',
            Amount        => $part,
            currencyID    => $currency,
        )
    );
    is_equal( $refund{GrossRefundAmount}, $part, 'GrossRefundAmount' );
    refused( 10009, $api->RefundTransaction( TransactionID => $transaction ) );
    my $hits = $api->TransactionSearch(
        StartDate     => '2020-01-01T00:00:00Z',
        TransactionID => $transaction,
    );
    is_equal( scalar(@$hits), 1, 'hits' );
}

my $authorization = paid( '9.00', 'USD', 'Authorization' );
my %capture = done(
    'DoCapture',
    $api->DoCaptureRequest(
        AuthorizationID => $authorization,
        CompleteType    => 'NotComplete',
        Amount          => '4.00',
    )
);
is_equal( $capture{ParentTransactionID}, $authorization, 'ParentTransactionID' );
done( 'DoReauthorization',
    $api->DoReauthorizationRequest( AuthorizationID => $authorization, Amount => '5.00' ) );
done( 'DoVoid', $api->DoVoidRequest( AuthorizationID => $authorization ) );
refused( 10600, $api->DoVoidRequest( AuthorizationID => $authorization ) );
my $order = paid( '9.00', 'USD', 'Order' );
done( 'DoAuthorization',
    $api->DoAuthorizationRequest( TransactionID => $order, Amount => '3.00' ) );

my $item = { ReceiverEmail => 'buyer@example.com', Amount => '1.50', UniqueId => '1', Note => 'Thanks' };
done( 'MassPay', $api->MassPay( currencyID => 'USD', MassPayItems => [$item] ) );
my %balance = done( 'GetBalance', $api->GetBalance );
is_equal( $balance{Balance}, '22.50', 'Balance' );
refused( 10002, api('wrong')->GetBalance );
if ($tls) {
    my $p12 = save( 'accounts/merchant@example.com/certificate.p12', 'shop.p12' );
    my @pkcs12 = ( PKCS12File => $p12, PKCS12Password => 'sandbox' );
    %balance = done( 'GetBalance', api( 'sandbox-password', @pkcs12 )->GetBalance );
    is_equal( $balance{Balance}, '22.50', 'Balance' );
    refused( 10002, api( 'sandbox-password', Subject => '' )->GetBalance );
}
print "Business::PayPal::API $Business::PayPal::API::VERSION is served\n";
