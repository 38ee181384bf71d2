internal import CCurl
internal import Journey

extension ExchangeFailure.Kind {
    /// What libcurl's number means to a customer. A number that is not known is taken for a fault of our own, so that
    /// no business is blamed for it (libcurl-errors(3)).
    init(curl number: UInt32) {
        self =
            switch CURLcode(rawValue: number) {
            case CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_RESOLVE_HOST: .lookup
            case CURLE_COULDNT_CONNECT, CURLE_PROXY: .connect
            case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CLIENTCERT, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED: .handshake
            case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_PINNEDPUBKEYNOTMATCH,
                CURLE_SSL_INVALIDCERTSTATUS:
                .certificate
            case CURLE_OPERATION_TIMEDOUT: .timeout
            case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_SSL_SHUTDOWN_FAILED,
                CURLE_HTTP2_STREAM:
                .closed
            case CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP3, CURLE_BAD_CONTENT_ENCODING,
                CURLE_UNSUPPORTED_PROTOCOL:
                .malformed
            // 100 is CURLE_TOO_LARGE, which newer libraries have.
            case CURLE_FILESIZE_EXCEEDED, CURLcode(rawValue: 100): .tooLarge
            case CURLE_TOO_MANY_REDIRECTS: .tooManyRedirects
            case CURLE_URL_MALFORMAT, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE, CURLE_SSL_CRL_BADFILE,
                CURLE_INTERFACE_FAILED, CURLE_SETOPT_OPTION_SYNTAX, CURLE_LOGIN_DENIED, CURLE_BAD_FUNCTION_ARGUMENT,
                CURLE_AUTH_ERROR:
                .unusable
            default: .own
            }
    }
}
