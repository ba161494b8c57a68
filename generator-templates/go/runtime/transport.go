package pixverse

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"strings"
	"time"
)

// singleUse returns a transport that opens a connection for each request, speaks HTTP/1.1, and sends nothing twice: on a
// connection that was used before, it is unknown whether a request arrived, and net/http may repeat it.
func singleUse(client *http.Client, baseURL string) (transport *http.Transport, problem string) {
	switch {
	case client == nil:
		transport = &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout: 30 * time.Second,
		}
	case client.Timeout != 0:
		return nil, mustBe("httpClient.Timeout", "0, because it would cut a paid video short; use WithTimeout", client.Timeout.String())
	case client.Jar != nil:
		return nil, mustBe("httpClient.Jar", "nil, because no cookies are sent", fmt.Sprintf("%T", client.Jar))
	default:
		given := client.Transport
		if given == nil {
			given = http.DefaultTransport
		}
		own, ok := given.(*http.Transport)
		if !ok {
			return nil, mustBe("httpClient.Transport",
				"an *http.Transport or nil, because another RoundTripper can send a paid request twice", fmt.Sprintf("%T", given))
		}
		transport = own.Clone()
	}
	transport.DisableKeepAlives = true
	transport.DisableCompression = true
	transport.ForceAttemptHTTP2 = false
	transport.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{}
	transport.Protocols = new(http.Protocols)
	transport.Protocols.SetHTTP1(true)
	if transport.TLSClientConfig != nil {
		transport.TLSClientConfig.NextProtos = []string{"http/1.1"}
	}
	// The client has its own timeout, which lasts as long as a job may take.
	transport.ResponseHeaderTimeout = 0
	if strings.HasPrefix(strings.ToLower(baseURL), "http:") {
		// Plain http goes to this machine only, and a proxy would see the key.
		transport.Proxy = nil
	}
	return transport, ""
}
