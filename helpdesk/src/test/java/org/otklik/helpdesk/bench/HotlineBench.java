package org.otklik.helpdesk.bench;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.otklik.helpdesk.hotline.PbxPhase;
import org.otklik.helpdesk.hotline.PbxReport;
import org.otklik.helpdesk.hotline.Switchroom;
import org.otklik.helpdesk.running.RunningProgram;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Caller;

/**
 * From a call's word at the PBX to the operator's screen, with many calls up: until the page that
 * was told has fetched what it shows. Then more and more calls a second until a second isn't
 * enough, or a call is missing. Asterisk and the callers run on the same machine.
 */
final class HotlineBench {
  private static final int A_SECOND = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private HotlineBench() {}

  static Figures benchmark(BenchContext context) throws Exception {
    int up = context.size("up", 200);
    int calls = context.size("calls", 200);
    try (var pbx = AsteriskServer.running(AsteriskServer.Version.V22);
        var phones = new Sipp(pbx);
        var program = program(pbx);
        var screen = new HotlineScreen(program.console(), cookie(program), pbx.amiPort())) {
      Awaitility.await().atMost(PATIENCE).until(() -> isUp(program));
      phones.calls(
          AsteriskServer.HOTLINE,
          Caller.of("749520[call_number]").hangingUpAfter(Duration.ofMinutes(10)).times(up, 10));
      Awaitility.await().atMost(PATIENCE.plusSeconds(up / 10)).until(() -> screen.shown() >= up);
      context.out().println(up + " calls are up");
      screen.forget();
      call(phones, "749521", calls, A_SECOND);
      var figures = figures(screen, calls).put("calls_up", up);
      int most = 0;
      for (int rate = 2 * A_SECOND; rate <= 128; rate *= 2) {
        screen.forget();
        call(phones, "749" + (530 + rate), rate * 10, rate);
        try {
          Awaitility.await().atMost(PATIENCE).until(() -> screen.shown() >= screen.rang());
        } catch (ConditionTimeoutException e) {
          context
              .out()
              .println(
                  rate
                      + " calls a second: "
                      + screen.rang()
                      + " rang, "
                      + screen.shown()
                      + " shown");
          break;
        }
        double p99 = percentile(screen.delays(), 99);
        context.out().printf("%d calls a second: p99 %.0f ms%n", rate, p99);
        if (p99 > 1_000 || screen.rang() < rate * 9) {
          break;
        }
        most = rate;
      }
      return figures.put("per_second", most);
    }
  }

  private static void call(Sipp phones, String prefix, int calls, int each) {
    phones
        .calls(
            AsteriskServer.HOTLINE,
            Caller.of(prefix + "[call_number]")
                .hangingUpAfter(Duration.ofSeconds(2))
                .times(calls, each))
        .awaitAnyhow(PATIENCE.plusSeconds(calls / each));
  }

  private static Figures figures(HotlineScreen screen, int calls) {
    Awaitility.await().atMost(PATIENCE).until(() -> screen.shown() >= screen.rang());
    double[] delays = screen.delays();
    return new Figures()
        .put("p50_ms", percentile(delays, 50))
        .put("p99_ms", percentile(delays, 99))
        .put("max_ms", delays[delays.length - 1])
        .put("lost", screen.rang() - delays.length)
        .put("calls", calls);
  }

  private static double percentile(double[] sorted, int percent) {
    return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
  }

  private static RunningProgram program(AsteriskServer pbx) {
    return RunningProgram.demo()
        .with("otklik.pbxes.office.host", AsteriskServer.HOST)
        .with("otklik.pbxes.office.port", pbx.amiPort())
        .with("otklik.pbxes.office.security", "plain")
        .with("otklik.pbxes.office.secret", AsteriskServer.SECRET)
        .start();
  }

  private static boolean isUp(RunningProgram program) {
    return program
        .get(Switchroom.class)
        .report("office")
        .map(PbxReport::phase)
        .filter(PbxPhase.UP::equals)
        .isPresent();
  }

  private static String cookie(RunningProgram program) throws Exception {
    try (var http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(program.console() + "/sign-in"))
                  .header("Content-Type", "application/x-www-form-urlencoded")
                  .POST(HttpRequest.BodyPublishers.ofString("login=olga&password=otklik-demo"))
                  .build(),
              BodyHandlers.ofString())
          .headers()
          .firstValue("Set-Cookie")
          .orElseThrow()
          .split(";", 2)[0];
    }
  }
}
