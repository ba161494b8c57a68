package pixverse

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
)

var (
	userInfo = regexp.MustCompile(`//[^/?#]*@`)
	version  = regexp.MustCompile(`^/v\d+/`)
)

// baseURLProblem says what is wrong with the root of the service: https, or plain http to this machine only, because the key
// goes there. Empty if nothing is.
func baseURLProblem(text string) string {
	rule := brokenURLRule(text)
	if rule == "" {
		return ""
	}
	return mustBe("baseURL", rule+", such as "+defaultBaseURL, userInfo.ReplaceAllString(text, "//"+redacted+"@"))
}

func brokenURLRule(text string) string {
	address, err := url.Parse(text)
	switch {
	case err != nil || address.Hostname() == "" || address.Scheme != "https" && address.Scheme != "http":
		return "an https URL, or an http URL of this machine"
	case address.Scheme == "http" && !isLoopback(address):
		return "an https URL, or an http URL of this machine, because plain http shows the API key to the network"
	case address.User != nil:
		return "a URL without a user name or password"
	case strings.ContainsAny(text, "?#"):
		return "a URL without a query or fragment"
	case repeatsVersion(address):
		return "the server's root without the version, which the paths hold"
	default:
		return ""
	}
}

func repeatsVersion(address *url.URL) bool {
	path := "/" + strings.Trim(address.Path, "/") + "/"
	for _, op := range operations {
		if prefix := version.FindString(op.path); prefix != "" && strings.HasSuffix(path, prefix) {
			return true
		}
	}
	return false
}

// isLoopback reports whether the URL names this machine.
func isLoopback(address *url.URL) bool {
	host := strings.ToLower(address.Hostname())
	if host == "localhost" || strings.HasSuffix(host, ".localhost") {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}

// mayLinkTo reports whether a finished video may be fetched from an address that a response of this server gives: over https,
// and from this machine only if the server itself is on it, so that a response cannot reach local services.
func mayLinkTo(server, address *url.URL) bool {
	if address.User != nil || address.Hostname() == "" {
		return false
	}
	if isLoopback(address) {
		return isLoopback(server) && (address.Scheme == "http" || address.Scheme == "https")
	}
	return address.Scheme == "https"
}
