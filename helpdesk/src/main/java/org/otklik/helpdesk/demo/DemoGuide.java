package org.otklik.helpdesk.demo;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import io.micronaut.runtime.server.EmbeddedServer;
import io.micronaut.runtime.server.event.ServerStartupEvent;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import org.otklik.helpdesk.database.Database;
import org.otklik.helpdesk.database.PrivateFiles;
import org.otklik.helpdesk.hotline.PbxReport;
import org.otklik.helpdesk.hotline.Switchroom;

/** Tells a newcomer what to try, on the console and, for scripts, in {@code demo.json}. */
@Singleton
@Requires(condition = InDemo.class)
@Order(Ordered.HIGHEST_PRECEDENCE) // before anything that asks who there is
final class DemoGuide implements ApplicationEventListener<ServerStartupEvent> {
  private final DemoSeed seed;
  private final DemoMailServer mail;
  private final Switchroom switchroom;
  private final Database database;

  DemoGuide(DemoSeed seed, DemoMailServer mail, Switchroom switchroom, Database database) {
    this.seed = seed;
    this.mail = mail;
    this.switchroom = switchroom;
    this.database = database;
  }

  @Override
  public void onApplicationEvent(ServerStartupEvent started) {
    String token = seed.seed();
    EmbeddedServer server = started.getSource();
    String console = "http://localhost:" + server.getPort();
    String smtp = "localhost:" + mail.smtpPort();
    String imap = "localhost:" + mail.imapPort();
    try {
      PrivateFiles.write(database.folder().resolve("demo.json"), json(console, smtp, imap, token));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    System.out.println(
        """

        Otklik is ready.

          Console   %s   sign in as %s with password %s
          API       %s/api/v1   (its description: %s/openapi)
          Mail      SMTP %s, IMAP %s
          Hotline   %s

        Try: send a mail from a registered person, and see it appear in the console:

          %s

        The same from %s, who isn't registered, goes on to the client's
        own mailbox, %s, and makes no ticket. Ctrl-C stops.
        """
            .formatted(
                console,
                DemoPeople.OPERATOR_LOGIN,
                DemoPeople.OPERATOR_PASSWORD,
                console,
                console,
                smtp,
                imap,
                hotline(),
                sendCommand(smtp, DemoPeople.REGISTERED.address()),
                DemoPeople.UNREGISTERED.address(),
                DemoPeople.CLIENT.address()));
  }

  private String hotline() {
    List<PbxReport> pbxes = switchroom.report();
    return pbxes.isEmpty()
        ? "no PBX is connected, so nobody calls; ./mvnw -Photline-demo starts one, with a caller"
        : pbxes.stream()
            .map(pbx -> "PBX " + pbx.name() + " at " + pbx.host() + ":" + pbx.port())
            .collect(Collectors.joining(", "));
  }

  private static String sendCommand(String smtp, String from) {
    return "printf 'From: %s\\nTo: %s\\nSubject: The printer is on fire\\n\\nPlease help.\\n' | curl -s --url smtp://%s --mail-from %s --mail-rcpt %s -T -"
        .formatted(from, DemoPeople.SUPPORT.address(), smtp, from, DemoPeople.SUPPORT.address());
  }

  private static String json(String console, String smtp, String imap, String token)
      throws IOException {
    var out = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(out).useDefaultPrettyPrinter()) {
      json.writeStartObject();
      json.writeStringField("console", console);
      json.writeStringField("api", console + "/api/v1");
      json.writeStringField("smtp", smtp);
      json.writeStringField("imap", imap);
      json.writeStringField("supportAddress", DemoPeople.SUPPORT.address());
      json.writeObjectFieldStart("operator");
      json.writeStringField("login", DemoPeople.OPERATOR_LOGIN);
      json.writeStringField("password", DemoPeople.OPERATOR_PASSWORD);
      json.writeEndObject();
      json.writeStringField("token", token);
      json.writeStringField("registeredSender", DemoPeople.REGISTERED.address());
      json.writeStringField("unregisteredSender", DemoPeople.UNREGISTERED.address());
      json.writeObjectFieldStart("clientMailbox");
      json.writeStringField("address", DemoPeople.CLIENT.address());
      json.writeStringField("login", DemoPeople.CLIENT.address());
      json.writeStringField("password", DemoPeople.CLIENT.password());
      json.writeEndObject();
      json.writeEndObject();
    }
    return out + "\n";
  }
}
