package org.otklik.helpdesk.demo;

import java.time.Duration;
import org.otklik.helpdesk.Otklik;
import org.otklik.intake.servers.AsteriskServer;
import org.otklik.intake.servers.DebianServers;
import org.otklik.intake.servers.Sipp;
import org.otklik.intake.servers.SippScenario.Callee;
import org.otklik.intake.servers.SippScenario.Caller;

/**
 * The demo with a real Asterisk beside it, fetched by {@code .dev/servers}: the operator's
 * telephone picks up after some seconds, and the registered person calls again and again. Run by
 * {@code ./mvnw -Photline-demo}.
 */
public final class HotlineDemo {
  private static final Duration RINGS = Duration.ofSeconds(8);
  private static final Duration CALL = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofSeconds(30);

  private HotlineDemo() {}

  public static void main(String[] args) throws InterruptedException {
    for (String server : new String[] {"asterisk22", "sipp"}) {
      if (DebianServers.find(server).isEmpty()) {
        System.err.println(
            "There is no hotline here: no "
                + server
                + " ("
                + DebianServers.whyMissing(server)
                + ")");
        System.exit(1);
      }
    }
    var pbx = AsteriskServer.running(AsteriskServer.Version.V22);
    var phones = new Sipp(pbx);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  phones.close();
                  pbx.close();
                },
                "stop the PBX"));
    System.setProperty("otklik.demo.enabled", "true");
    System.setProperty("otklik.pbxes.demo.host", AsteriskServer.HOST);
    System.setProperty("otklik.pbxes.demo.port", String.valueOf(pbx.amiPort()));
    System.setProperty("otklik.pbxes.demo.security", "plain");
    System.setProperty("otklik.pbxes.demo.secret", AsteriskServer.SECRET);
    System.setProperty("otklik.pbxes.demo.recordings", pbx.recordings().toString());
    phones.operator(DemoPeople.OPERATOR_EXTENSION, Callee.pickingUpAfter(RINGS));
    Otklik.main(new String[] {"serve"});
    System.out.println(
        """
        Every %d seconds Anna calls the hotline from %s. Open Hotline in the console and sign in
        to the queue: your telephone, %s, picks up after %d seconds.
        """
            .formatted(
                CALL.plus(PAUSE).toSeconds(),
                DemoPeople.REGISTERED_NUMBER,
                DemoPeople.OPERATOR_EXTENSION,
                RINGS.toSeconds()));
    while (true) {
      Thread.sleep(PAUSE);
      phones
          .calls(
              AsteriskServer.HOTLINE,
              Caller.of(DemoPeople.REGISTERED_NUMBER.substring(1))
                  .named("Anna")
                  .hangingUpAfter(CALL))
          .awaitAnyhow(CALL.plus(PAUSE));
    }
  }
}
