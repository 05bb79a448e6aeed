package org.otklik.helpdesk.web;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.otklik.helpdesk.running.RunningProgram;

/** The demo as people meet it: by HTTP without a browser's help, and by mail. */
final class DemoDesk implements AutoCloseable {
  static final String LOGIN = "olga";
  static final String PASSWORD = "otklik-demo";
  static final String ANNA = "anna@romashka.example";
  private static final String SUPPORT = "support@otklik.example";

  private final RunningProgram program;
  private final HttpClient http = HttpClient.newHttpClient();

  private DemoDesk(RunningProgram program) {
    this.program = program;
  }

  static DemoDesk open() {
    return open(RunningProgram.demo());
  }

  static DemoDesk open(RunningProgram.Setup setup) {
    return new DemoDesk(setup.start());
  }

  RunningProgram program() {
    return program;
  }

  String address(String path) {
    return program.console() + path;
  }

  /** Hands a raw message to the program's mail server, as a mail program would. */
  void receive(String from, String raw) {
    var properties = new Properties();
    properties.setProperty("mail.smtp.host", "127.0.0.1");
    properties.setProperty("mail.smtp.port", String.valueOf(program.demoMail().smtpPort()));
    Session session = Session.getInstance(properties);
    try {
      var message =
          new MimeMessage(
              session,
              new ByteArrayInputStream(
                  raw.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8))) {
            @Override
            protected void updateMessageID() {
              // As it is.
            }
          };
      try (Transport transport = session.getTransport("smtp")) {
        transport.connect();
        transport.sendMessage(message, new InternetAddress[] {new InternetAddress(SUPPORT)});
      }
    } catch (MessagingException e) {
      throw new IllegalStateException("mail from " + from + " was not taken", e);
    }
  }

  /** A plain mail to the support address. */
  void receive(String from, String subject, String text) {
    receive(
        from,
        """
        From: %s
        To: %s
        Subject: %s
        MIME-Version: 1.0
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: 8bit

        %s
        """
            .formatted(from, SUPPORT, subject, text));
  }

  HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
    String body =
        form.entrySet().stream()
            .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    return send(
        request(path, headers)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpRequest.Builder request(String path, String... headers) {
    var request = HttpRequest.newBuilder(URI.create(address(path)));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Signs in and gives the session's cookie, as a Cookie header has it. */
  String signIn() {
    return sessionOf(post("/sign-in", Map.of("login", LOGIN, "password", PASSWORD)));
  }

  static String sessionOf(HttpResponse<String> response) {
    return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
  }

  @Override
  public void close() {
    program.close();
  }
}
