package org.otklik.helpdesk.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.otklik.helpdesk.access.Access;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.telephony.Call;
import org.otklik.telephony.CallHandler;
import org.otklik.telephony.CallKey;
import org.otklik.telephony.CallOutcome;
import org.otklik.telephony.IncomingCall;
import org.otklik.telephony.Linkedid;
import org.otklik.telephony.PbxId;
import org.otklik.telephony.PhoneNumber;
import org.otklik.telephony.ShownCaller;

/** What a monitoring program reads, and who may. */
@NullUnmarked // what is started first
class MetricsIT {
  private static final String TOKEN = "metrics-0123456789abcdef0123456789";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static RunningProgram program;

  @BeforeAll
  static void start() {
    program =
        RunningProgram.demo()
            .with("otklik.metrics.token", TOKEN)
            .with("otklik.pbxes.office.host", "127.0.0.1")
            .with("otklik.pbxes.office.port", 1)
            .with("otklik.pbxes.office.security", "plain")
            .with("otklik.pbxes.office.secret", "secret")
            .start();
  }

  @AfterAll
  static void stop() {
    program.close();
    HTTP.close();
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    var request = HttpRequest.newBuilder(URI.create(program.console() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private static String metrics() throws Exception {
    var response = get("/metrics", "Authorization", "Bearer " + TOKEN);
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("text/plain");
    return response.body();
  }

  @Test
  void they_say_what_came_where_it_stands_and_what_waits() throws Exception {
    assertThat(metrics().lines())
        .contains(
            "otklik_missing{of=\"messages\"} 0.0",
            "otklik_missing{of=\"calls\"} 0.0",
            "otklik_messages{outcome=\"pending\"} 0.0",
            "otklik_deadlines_lag_seconds 0.0",
            "otklik_letters_oldest_seconds 0.0",
            "otklik_pbx_up{pbx=\"office\"} 0.0",
            "otklik_pbx_waiting_events{pbx=\"office\"} 0.0",
            "otklik_pbx_ledger_reads{pbx=\"office\"} 0.0",
            "otklik_mailbox_up{mailbox=\"support\"} 1.0",
            "otklik_mailbox_backlog{mailbox=\"support\"} 0.0",
            "otklik_database_connections{state=\"waiting\"} 0.0")
        .anyMatch(line -> line.startsWith("jvm_memory_used_bytes"));
    var came =
        new IncomingCall(
            new CallKey(new PbxId("office"), new Linkedid("1795178202.42")),
            Optional.of(new PhoneNumber("+74952220042")),
            new ShownCaller("", ""),
            Instant.now());
    program
        .get(CallHandler.class)
        .ended(new Call(came, came.entered(), new CallOutcome.Abandoned()));
    assertThat(metrics().lines())
        .contains(
            "otklik_calls{outcome=\"abandoned\"} 1.0",
            "otklik_calls_disposed{disposition=\"missed\"} 1.0",
            "otklik_missing{of=\"calls\"} 0.0");
    program.execute("UPDATE hotline_call SET case_id = NULL, ticket_id = NULL");
    assertThat(metrics().lines()).contains("otklik_missing{of=\"calls\"} 1.0");
  }

  @Test
  void administrators_read_them_and_who_has_the_token_which_opens_nothing_else() throws Exception {
    assertThat(get("/metrics").statusCode()).isEqualTo(401);
    assertThat(get("/metrics", "Authorization", "Bearer x" + TOKEN).statusCode()).isEqualTo(401);
    assertThat(get("/metrics", "Authorization", "Basic " + TOKEN).statusCode()).isEqualTo(401);
    for (String other : new String[] {"/api/v1/tickets", "/api/v1/mailboxes", "/api/v1/tokens"}) {
      assertThat(get(other, "Authorization", "Bearer " + TOKEN).statusCode()).isEqualTo(401);
    }
    long olga =
        Long.parseLong(program.query("SELECT id FROM operator WHERE login = 'olga'").getFirst());
    String bearer = "Bearer " + program.get(Access.class).issueToken(olga, "test");
    assertThat(get("/metrics", "Authorization", bearer).statusCode()).isEqualTo(200);
    program.execute("UPDATE operator SET role = 'SUPERVISOR' WHERE login = 'olga'");
    assertThat(get("/metrics", "Authorization", bearer).statusCode()).isEqualTo(403);
    program.execute("UPDATE operator SET role = 'ADMINISTRATOR' WHERE login = 'olga'");
  }
}
