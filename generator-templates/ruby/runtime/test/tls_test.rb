# frozen_string_literal: true

require "test_helper"
require "openssl"

class TlsTest < Minitest::Test
  include Calls

  AUTHORITY_KEY = OpenSSL::PKey::EC.generate("prime256v1")
  CERTIFICATE = OpenSSL::X509::Certificate.new.tap do |certificate|
    certificate.version = 2
    certificate.serial = 1
    certificate.subject = certificate.issuer = OpenSSL::X509::Name.parse("/CN=test")
    certificate.public_key = AUTHORITY_KEY
    certificate.not_before = Time.now - 60
    certificate.not_after = Time.now + 3600
    extensions = OpenSSL::X509::ExtensionFactory.new(certificate, certificate)
    certificate.add_extension(extensions.create_extension("basicConstraints", "CA:TRUE", true))
    certificate.add_extension(extensions.create_extension("subjectAltName", "IP:127.0.0.1"))
    certificate.sign(AUTHORITY_KEY, "SHA256")
  end

  def serve_tls(text)
    context = OpenSSL::SSL::SSLContext.new
    context.cert = CERTIFICATE
    context.key = AUTHORITY_KEY
    serve(text, OpenSSL::SSL::SSLServer.new(TCPServer.new("127.0.0.1", 0), context), scheme: "https")
  end

  def trust(http)
    http.cert_store = OpenSSL::X509::Store.new.add_cert(CERTIFICATE)
  end

  def test_call_over_tls_reads_the_video
    server = serve_tls(video_response)

    assert_equal VIDEO, client(server) { |http| trust(http) }.text_to_video(request).read
    assert_equal 1, server.requests.length
  end

  def test_video_over_tls_that_is_cut_off_is_billed
    server = serve_tls(video_response.sub("132", "133"))

    assert_failure :billed, 200, failure(server, Pixverse::ConnectionError) { |http| trust(http) }
  end

  def test_call_over_tls_ends_at_the_timeout
    server = serve_tls("")
    server.instance_variable_set(:@answer, ->(*) { sleep 5 })

    assert_failure :unknown, nil, failure(server, Pixverse::TimeoutError, timeout: 0.2) { |http| trust(http) }
  end

  def test_call_to_an_untrusted_server_is_not_sent_whatever_the_block_sets
    server = serve_tls(video_response)
    error = failure(server, Pixverse::ConnectionError) do |http|
      http.verify_mode = OpenSSL::SSL::VERIFY_NONE
      http.verify_hostname = false
    end

    assert_failure :not_sent, nil, error
    assert_match(/no secure connection could be made/, error.message)
    assert_empty server.requests
  end

  def test_proxy_of_the_environment_sees_no_key
    proxy = serve("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n")
    before = ENV.to_h
    ENV.update("https_proxy" => "http://user:p%2Bw@127.0.0.1:#{proxy.port}", "no_proxy" => "")
    error = failure("https://service.invalid", Pixverse::ConnectionError)

    assert_failure :not_sent, nil, error
    assert proxy.requests.first.start_with?("CONNECT service.invalid:443 ")
    assert_includes proxy.requests.first, ["user:p+w"].pack("m0")
    refute_includes proxy.requests.join, KEY
  ensure
    ENV.replace(before)
  end
end
