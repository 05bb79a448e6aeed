package org.otklik.helpdesk.bench;

import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.otklik.helpdesk.IdSource;
import org.otklik.helpdesk.access.Operator;
import org.otklik.helpdesk.access.Operator.OperatorRole;
import org.otklik.helpdesk.client.Client;
import org.otklik.helpdesk.client.Language;
import org.otklik.helpdesk.client.Role;
import org.otklik.helpdesk.client.StaffMember;
import org.otklik.helpdesk.store.ClientRegister;
import org.otklik.helpdesk.store.Foundation;
import org.otklik.helpdesk.store.Rows;
import org.otklik.intake.servers.DovecotServer;
import org.otklik.intake.servers.MariaDbServer;

/**
 * The program itself, as an installation with its own MariaDB and mailboxes configures it, within
 * the benchmark's process. Without its web server, at whose start everything begins to run: nothing
 * is read or sent until the benchmark says so. Its rooms are beans of {@link #context}.
 */
record BenchedProgram(ApplicationContext context) implements AutoCloseable {
  private static final String OWNER = "bench_owner";
  private static final String APPLICATION = "bench_app";
  private static final String SECRET = "bench-secret";
  private static final int CLIENTS = 10;
  private static final int STAFF = 50;

  /** Fifty people of ten firms, registered by {@link #register}. */
  static List<String> senders() {
    return IntStream.range(0, STAFF)
        .mapToObj(i -> "user" + i + "@client" + i % CLIENTS + ".example")
        .toList();
  }

  /**
   * A MariaDB with durable commits and the two accounts that docs for administrators ask for: the
   * application's may do only what the program grants it.
   */
  static MariaDbServer database(Path work) throws IOException {
    Path accounts = work.resolve("accounts.sql");
    Files.writeString(
        accounts,
        """
        CREATE USER IF NOT EXISTS '%1$s'@'%%' IDENTIFIED BY '%3$s';
        GRANT ALL ON %4$s.* TO '%1$s'@'%%' WITH GRANT OPTION;
        CREATE USER IF NOT EXISTS '%2$s'@'%%' IDENTIFIED BY '%3$s';
        """
            .formatted(OWNER, APPLICATION, SECRET, MariaDbServer.DATABASE));
    return MariaDbServer.running(
        MariaDbServer.Options.defaults()
            .withBufferPoolMiB(512)
            .in(work)
            .with("--innodb-log-file-size=1G", "--init-file=" + accounts));
  }

  /**
   * Starts it.
   *
   * @param users whose inboxes it is to read, each a mailbox of the same name
   */
  static BenchedProgram start(
      Path work, MariaDbServer database, DovecotServer mail, String... users) {
    var settings = settings(work.resolve("data"), database.port());
    for (String user : users) {
      mailbox(user, mail).forEach((key, value) -> settings.put(key, value));
    }
    return start(settings);
  }

  /** Starts it without a mailbox, as one of several replicas with a data folder each. */
  static BenchedProgram replica(Path data, int databasePort) {
    return start(settings(data, databasePort));
  }

  private static Map<String, Object> settings(Path data, int databasePort) {
    var settings = new HashMap<String, Object>();
    settings.put("otklik.data", data.toString());
    settings.put(
        "otklik.database.url",
        "jdbc:mariadb://%s:%d/%s"
            .formatted(MariaDbServer.HOST, databasePort, MariaDbServer.DATABASE));
    settings.put("otklik.database.owner-user", OWNER);
    settings.put("otklik.database.owner-password", SECRET);
    settings.put("otklik.database.user", APPLICATION);
    settings.put("otklik.database.password", SECRET);
    settings.put("otklik.outgoing.host", "127.0.0.1");
    settings.put("otklik.screening.per-sender-per-hour", 0); // a few people write it all
    settings.put("otklik.outgoing.security", "plain");
    settings.put("otklik.outgoing.per-recipient", "off"); // a few people write all of it
    settings.put("otklik.outgoing.from-address", VariedMail.MAILBOX);
    return settings;
  }

  private static BenchedProgram start(Map<String, Object> settings) {
    return new BenchedProgram(
        ApplicationContext.builder()
            .banner(false)
            .deduceEnvironment(false)
            .properties(settings)
            .start());
  }

  private static Map<String, Object> mailbox(String user, DovecotServer mail) {
    String prefix = "otklik.mailboxes." + user + ".";
    return Map.of(
        prefix + "address",
        user + "@support.example",
        prefix + "host",
        DovecotServer.HOST,
        prefix + "port",
        mail.imapPort(),
        prefix + "security",
        "plain",
        prefix + "user",
        user,
        prefix + "password",
        DovecotServer.PASSWORD,
        prefix + "trust",
        VariedMail.AUTHSERV_ID);
  }

  /** Puts {@link #senders} on their firms' lists. */
  void register() {
    var register = context.getBean(ClientRegister.class);
    var foundation = context.getBean(Foundation.class);
    var ids = context.getBean(IdSource.class);
    List<String> senders = senders();
    var today = LocalDate.now(ZoneOffset.UTC);
    for (int firm = 0; firm < CLIENTS; firm++) {
      var client =
          new Client(
              ids.next(),
              "Client " + firm,
              "B-" + firm,
              today,
              today.minusYears(1),
              today.plusYears(1),
              "office@client" + firm + ".example",
              firm % 2 == 0 ? Language.RU : Language.EN,
              null,
              foundation.standardPlanId(),
              foundation.providerCalendarId(),
              "RU",
              0);
      register.add(client, "client" + firm + ".example");
      for (int i = firm; i < STAFF; i += CLIENTS) {
        Role role = i < CLIENTS ? Role.MAIN : Role.FULL;
        register.add(
            new StaffMember(ids.next(), client.id(), "Person " + i, role, true, 0), senders.get(i));
      }
    }
  }

  /** An operator, who is responsible for everything, and a supervisor. */
  void employ() {
    var operators = context.getBean(Rows.Operators.class);
    var ids = context.getBean(IdSource.class);
    for (OperatorRole role : List.of(OperatorRole.OPERATOR, OperatorRole.SUPERVISOR)) {
      String login = role.name().toLowerCase(Locale.ROOT);
      operators.save(
          new Operator(
              ids.next(),
              login,
              login,
              login + "@support.example",
              role,
              Language.RU,
              "",
              true,
              0,
              null,
              null,
              0));
    }
  }

  @Override
  public void close() {
    context.close();
  }
}
